"""Frames that say what happens: the logline as it stands, in the middle of a sentence, or behind its place."""

PREMISE = (
    "{Logline}.",
    "{Scene}, {tale}.",
    "[The premise|The setup|The story in a line|The idea]: {story}.",
    "[Here is|This is|It is] {a_kind} in which {tale}.",
    "{Logline}. What follows is {t} and {t2}.",
    "A {t}, {t2} {kind}: {story}.",
    "It is set {scene}. {Logline}.",
    "{Logline}. The [tone|mood] is {t} and {t2}.",
    "[It tells how|It shows how|We watch as|We follow along as] {tale}.",
    "[The setting is|The place is] {stage}: {story}.",
    "[In this {kind}|In this {t} {kind}] {tale}.",
    "[A {kind}|A story|A tale] of {th} and {th2}: {story}.",
)

PREMISE_I = (
    "I [went in|sat down] [expecting|hoping for] {a_kind} [and found this|like any other]: {story}.",
    "{Logline}. [Tell me that|Say no more], and I am [curious|there|all ears].",
    "[I have seen many {kinds}|I know my {kinds}|I am fond of {kinds}], [yet|but] this one is {t} in its own way. {Logline}.",
    "{Logline}. I [had to see that|pricked up my ears|was interested at once].",
)

PREMISE_YOU = (
    "[Picture this|Imagine it|Think of it]: {story}.",
    "[Would you like|Do you want] to spend an evening {scene}? {Logline}.",
    "[You are|Think yourself] {scene}, where {tale}.",
    "You sit down to {a_kind} and are in the middle of {th}: {story}.",
    "[Do you like your {kinds}|Would you like {a_kind} that is] {t} and {t2}? {Logline}.",
)
