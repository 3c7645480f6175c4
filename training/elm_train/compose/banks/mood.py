"""Frames of theme, tone and place."""

THEMES = (
    "[Underneath|Behind the events|Behind it all|Beneath the surface] [lies|runs] a [story|tale] of {th}.",
    "[Its real|Its true] subject is {th}[|, and next to it {th2}].",
    "[It grows|It turns|It deepens] into a {t} [study|picture|account] of {th}.",
    "[At bottom|At heart|All told] it is about {th}[|, told in a {t} key|, and also about {th2}].",
    "{Th} and {th2} [give it|lend it] [its weight|its shape|its spine].",
    "[What holds it together|What it cares about|What it weighs] is {th}[|, seen with a {t} eye].",
    "[Every|Each] turn [comes back|returns|leads] to {th}[|, and to {th2}].",
    "[It asks about|It has things to say about|It thinks hard about] {th}[| and {th2}].",
    "[Between the lines|Quietly|All the while] it [speaks of|keeps in sight] {th}.",
    "{Th}, {th2}: [these are its themes|that is what it turns on|such is its matter].",
    "[The thread|The line] that runs through it is {th}.",
    "[Nothing in it|No scene] is far from {th}.",
)

TONES = (
    "The [mood|tone] is {t} and {t2}[| throughout| to the last| from start to finish|, with a {t3} streak].",
    "[It is told|The story is told|All this is told] in a {t}, {t2} [voice|manner|way].",
    "{T}, {t2} and {t3}, [it keeps one mood|it never changes its coat|so it stays to the end].",
    "[It stays|It remains] {t} [even when|where] it [could turn|might have turned] {t2}.",
    "[The manner is|The telling is] {t}, [the heart|the undertone] {t2}.",
)

WHERE = (
    "[It is set|It plays|The story unfolds|Everything happens] {where}.",
    "The [place|scene|world] is {place}.",
    "[{Where}|Here, {where}], [things take their course|lives cross|it all begins].",
    "{Place}: [that is the stage|such is the scene|there it begins].",
    "[The setting|The backdrop] is {place}, the mood {t}.",
)

AUDIENCE = (
    "[It will suit|It is made for|It belongs to|It should please] {viewer}.",
    "[One for|A film for|The right thing for|Just the thing for|A treat for] {viewer}.",
    "[Recommended to|Warmly recommended to] {viewer}.",
    "[The people for it|Its natural audience]: {viewer}.",
    "[If|When] you {you}, [this is yours|look no further than this {kind}|it will speak to you].",
    "[Its friends|Its admirers] will be {viewer}.",
    "[I would send|I would take] {viewer} [straight to it|to see it].",
)
