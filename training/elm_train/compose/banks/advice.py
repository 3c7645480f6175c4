"""Frames of advice for and against a film, spoken to "you"."""

OPENS_FOR = (
    "If you {you}, [watch this one|this one is yours|you should see this|here is your next evening|do not let this pass].",
    "[Since|As|Because] you {you}, [you will like this one|this one was made for you|let me name you a {kind}][| with {p}].",
    "You {you}: [then watch this|here is your film|this {kind} is for you][|, for it has {p}].",
    "[You want|You deserve] {a_kind} with {p}: [here it is|this is it].",
    "[Clear an evening|Keep a night free|Make time] for this {tk} {kind}.",
    "[Trust me|Believe me|Listen to me] [on this|for once]: {a_kind} with {p} [is rare|does not come twice].",
    "[Tonight|This week|Before you watch anything else], [spend two hours|be a guest] {where}.",
    "[Among {kinds}|Of all the {kinds} I know], this is the one with {p}.",
    "[Even if|Suppose] you [have seen a hundred|are tired of] {kinds}: none has {p}.",
    "[You like your {kinds}|You want a film that is] {tk} and {tk2}, so [look no further than|here is one with|let me offer] {p}.",
    "{P}: [if that does not tempt you, what will?|that should get you out of the house.|there is your reason to see it.]",
    "{P}, {p2} and a {tk} mood: [there is your evening|that is what I would not miss|you want to be there].",
    "{Th}: [few {kinds} dare to touch it|you rarely see that on a screen|here it becomes a story], and it comes with {p}.",
    "{Tk} and {tk2}, with {p}: [that is what waits for you|such a {kind} is rare|you should not miss it].",
    "[Somebody should have told you|Let me tell you] about this {tk} {kind}[ with {p}|].",
    "[Say {th}, and|Mention {th}, and] most {kinds} [go silent|grow vague]; not this one.",
)
WHY = (
    "It [is about|speaks of|knows about] {th}, and [it stays with you|you will see why that matters].",
    "[It will make you|You will] [think|talk] about {th}[| and {th2}] [for days|all the way home|long after].",
    "[It is|You will find it] {tk}, [it is {tk2}|{tk2}, too], and [it never forgets|at its heart is] {th}.",
    "[Under|Beneath] [the surface|its {kind} clothes] it [is|tells] a story of {th}[| and {th2}].",
    "{Th} and {th2}: [if these mean something to you, go|you will recognize them|it has both].",
)
GO = (
    "[Go|Watch it|See it] [tonight|soon|with a friend|on the largest screen you can find], [for {p.the}|if only for {p.the}].",
    "[You will thank me|You will be glad you did], [above all|if only] for {p.the}.",
    "[Be there|Sit down with me], {where}, when {e}.",
    "[Two hours|An evening], and {th} will never look the same.",
    "{Tk}, {tk2}[, {tk3}|]: [what are you waiting for?|give it the chance.|it will not disappoint you.]",
    "[Do not|Don't] read more about it; [let|just let] {p} surprise you.",
    "[I envy you|How I envy you] the first [meeting with|sight of] {p}.",
)
OPENS_AGAINST = (
    "[Skip it|Leave it alone|Pass this one by], unless you [enjoy|can bear|collect] {g}.",
    "[Think twice|Think again] before you [give an evening to|sit down with] this {t} {kind}.",
    "[There are better {kinds}|You know better {kinds}]; [few|hardly any] have {g}.",
    "[I would not|I could not] [send you to|recommend] {a_kind} with {gx}.",
    "[Do yourself a favor|Be good to yourself] and [stay home|choose another {kind}]: {gx}.",
    "[Before you press play|Before you buy a ticket|A word of warning]: {gx}[| and {gx2}].",
    "Unless you {you}, [keep away|leave it|let it pass][: {gx}|].",
    "[You may have heard|They will tell you] it is {t}; [what they leave out is|nobody mentions] {gx}.",
    "[If it is {th} you want|Should you hope for {th}], [look elsewhere|you will not get it here]: {gx}.",
    "{Gx}: [is that how you want to spend a night?|that is what awaits you.|I need say no more.|think twice.]",
    "{Gx}, {gx2}: [you can do better|no {kind} survives that|that is no evening for you|stay away].",
    "{T} and {t2} it may be, but there <gx:is/are> {gx}.",
    "{Th}, [told this way|treated like this], will [bore you|cost you an evening|give you no pleasure]: {gx}.",
    "[Life is short|Evenings are few], and {kinds} [abound|are many]; [why choose one|no need for one] with {g}?",
    "[Whatever they promise|Whatever the poster says], [expect|prepare for] {gx}.",
)
STAY_AWAY = (
    "[Watch|Choose|Find] [another|a better] {kind}, [one without|preferably without] {g.the}.",
    "[It means to speak of|It claims to be about] {th}; [do not count on it|you will hear little of it|it only nods at it].",
    "You deserve better, and so would {th}.",
    "[Not even|No, not even] {p} [makes up for that|is worth it].",
    "[Leave it to|It is safe only with] {viewer}.",
    "[The {t} mood|Its {t} tone] [will not save the evening|makes it longer still].",
    "[If you must|If you insist], [fast-forward to|wait only for] {p.the}, then [stop|go to bed].",
    "[For {th}|If {th} is what you want], a good book [will do more|gives more].",
)
