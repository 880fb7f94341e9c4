"""Reading numbered questions out of a pasted mail."""

import re

_NUMBERED = re.compile(
    r"^\s*(?:sp(?:\u00f8|oe|o)rgsm(?:\u00e5|aa|a)l\s*)?(\d{1,2})\s*[.):]\s*(.*)$", re.I
)


def split_questions(text: str) -> list[str]:
    """The questions of a text, in order.

    Lines that begin 1., 2) or "Question 3:" in Danish begin a question when the numbers run
    on from 1; anything before the first belongs to it. Without such numbers the
    whole text is one question.
    """
    before: list[str] = []
    found: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        match = _NUMBERED.match(line)
        if match and int(match[1]) == len(found) + 1:
            found.append([match[2]])
        else:
            (found[-1] if found else before).append(line)
    if not found:
        return [text.strip()] if text.strip() else []
    found[0] = [*before, *found[0]]
    return [whole for lines in found if (whole := "\n".join(lines).strip())]
