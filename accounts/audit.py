from accounts.models import AuditRecord


def record(verb, thing, *, by, student=None):
    """Write down who did what, in the transaction of the change itself.

    `verb` is "noun.verb"; `by` is a person, or None for a job. `student` names the child whose record
    it touches, when `thing` does not say so itself.
    """
    student_id = student.pk if student else getattr(thing, "student_id", None)
    school_id = getattr(thing, "school_id", None) or (student.school_id if student else None)
    AuditRecord.objects.create(
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        actor_id=getattr(by, "pk", None),
        school_id=school_id,
        student_id=student_id,
    )
