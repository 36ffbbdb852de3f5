"""English: 4:20 PM, as clocks write it. With "4 p.m." a sentence would end with two full stops."""

TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "N j, Y, g:i A"
