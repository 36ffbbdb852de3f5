"""What the children of Maple Street School made, thought and want. Written for the demo."""

# subject of the drawing, title, place, the student's words, her reflection
WORK = [
    (
        "robot",
        "Recycling robot",
        "home",
        "It sorts plastic from paper. The arm lifts a can.",
        "It took four tries before the arm could lift. I learned to change only one thing at a time.",
    ),
    (
        "landscape",
        "The hill behind our school",
        "school",
        "Watercolor, two layers.",
        "I waited until the first layer was dry. Last year I never waited, and everything turned brown.",
    ),
    (
        "plant",
        "Bean plant data",
        "school",
        "I measured my bean on fourteen mornings.",
        "My graph is honest: it shows the weekend when I forgot to water it.",
    ),
    (
        "book",
        "My theme essay, third draft",
        "school",
        "Why Opal tells the truth in the end.",
        "In September I told what happened. Now I say why it matters, and I show the sentence that proves it.",
    ),
    (
        "volcano",
        "Volcano model",
        "school",
        "Inside you can see the magma chamber.",
        "Explaining it to the second graders was harder than building it. I had to find easier words.",
    ),
    (
        "map",
        "Map of our neighborhood",
        "community",
        "I asked six neighbors which places matter to them.",
        "I thought a map shows what is there. Now I think a map shows what somebody cares about.",
    ),
    (
        "piano",
        "Spring recital",
        "community",
        "I played two pieces by heart.",
        "I made one mistake and went on. A year ago I would have stopped.",
    ),
    (
        "garden",
        "Our garden bed",
        "community",
        "Tomatoes, beans and one very big pumpkin.",
        "We learned to share the watering. The chart on the fence was my idea.",
    ),
    (
        "bridge",
        "Bridge of sticks",
        "school",
        "It held eleven books.",
        "Triangles are stronger than squares. I know because my first bridge was all squares.",
    ),
    (
        "pizza",
        "Fraction pizzas",
        "school",
        "One half is the same as four eighths.",
        "I am not proud of this yet. I still mix up which number tells the size of the piece.",
    ),
    (
        "portrait",
        "This is me",
        "school",
        "Pencil and crayon.",
        "I looked in the mirror a lot. Eyes are lower than I thought.",
    ),
    (
        "fair",
        "Science fair: does music help plants?",
        "school",
        "Three plants, three kinds of music.",
        "The answer was no. I was disappointed, and then I saw that a no is also an answer.",
    ),
    (
        "football",
        "Team poster",
        "community",
        "Everybody has a place on it.",
        "I asked before I decided. That took longer, and nobody was left out.",
    ),
    (
        "bread",
        "Bread with Grandpa",
        "home",
        "We baked it on three Saturdays.",
        "Dough tells you when it is ready. You have to wait and look, not watch the clock.",
    ),
    (
        "planets",
        "How far away is Mars?",
        "school",
        "One step is ten million kilometers.",
        "Our hallway was too short for the solar system. Scale is bigger than I can feel.",
    ),
    (
        "weaving",
        "Weaving from my aunt",
        "home",
        "The pattern has a name: running water.",
        "My aunt never counts out loud. I had to learn to see the pattern instead.",
    ),
    (
        "code",
        "A game that gets harder",
        "school",
        "You catch stars. Every ten stars they fall faster.",
        "My game crashed when the list was empty. Now I always ask first if there is something in it.",
    ),
]

QUESTIONS = [
    "What was hard, and what did you try?",
    "What can you do now that you could not do in September?",
    "Which part would you show first, and why?",
    "If you did it again, what would you change?",
    "What do you want your family to notice?",
]

# area, want, will, steps, need from family, need from teacher, check-in line
GOALS = [
    (
        "academic",
        "explain a theme with three pieces of evidence",
        "read with a pencil and mark one sentence on each page",
        ["Mark one sentence a page", "Say out loud why it matters", "Try it with chapter 9"],
        "Read one chapter together with me on Sundays",
        "Show me a strong example",
        "Two chapters done. The third sentence is always the hard one.",
    ),
    (
        "habits",
        "ask one question before I share my idea",
        "count to three after somebody speaks",
        ["Make a small card for my desk", "Ask one question in crew", "Ask one question in math"],
        "Remind me at dinner",
        "Give me a sign when I jump in",
        "I did it in crew on Tuesday. It felt slow, and then Kofi said more.",
    ),
    (
        "academic",
        "know my fractions well enough to teach them",
        "play the fraction game for ten minutes, four days a week",
        ["Find the pieces that are the same size", "Teach it to my brother", "Make my own pizza cards"],
        "Play the card game with me in the car",
        "Check my pizza cards",
        "I can do halves and quarters. Thirds are strange.",
    ),
    (
        "wellbeing",
        "sleep enough on school nights",
        "put the tablet in the kitchen at eight",
        ["Choose a book for the evening", "Set out my clothes"],
        "Put your phone there too",
        "",
        "Four nights out of five.",
    ),
    (
        "community",
        "help a younger child learn to read",
        "be a reading buddy on Fridays",
        ["Ask Ms. Lind who needs a buddy", "Choose three books"],
        "Let me stay until four on Fridays",
        "Tell me how it goes for her",
        "Ines read a whole page to me!",
    ),
    (
        "academic",
        "present without reading from my cards",
        "practice with one word a card",
        ["Write one word a card", "Practice in front of the mirror", "Practice with a friend"],
        "Listen to me twice",
        "Give me one glow and one grow",
        "I only looked down three times.",
    ),
]

TALKING_POINTS = {
    "welcome": "Say who everybody is. Take a breath.",
    "letter": "I like building things. Reading long pages is hard for me.",
    "evidence": "Show the hard part first. Then tell how many tries it took.",
    "show_me": "Do it slowly once, then let them try.",
    "habits": "The time I waited, and somebody else had the better idea.",
    "goal": "Say what worked, what did not, and the help I want.",
    "ask_family": "What did you notice? What should I know?",
    "teacher_minute": "Ask my teacher for one thing.",
    "my_choice": "Why I chose this.",
    "closing": "One small thing for each of us. Thank everybody.",
}

GLOWS = [
    "You looked at us while you spoke. I was so proud.",
    "You told us about the mistake too. That takes courage.",
    "I did not know you could explain a graph so well.",
]
GROWS = [
    "Take a little more time for the last part.",
    "Let us look at the picture a bit longer before you go on.",
    "Tell us how we can help at home.",
]

COMMITMENTS = [
    ("student", "Read one chapter with a pencil every Sunday"),
    ("family", "Read the Sunday chapter together, phones in the kitchen"),
    ("teacher", "Show Amara one strong example each week"),
]
