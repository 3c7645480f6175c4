"""Frames of advice for and against a film, spoken to "you"."""

OPENS_FOR = (
    "If you {you}, [watch this one|this {kind} is yours|you should see this {kind}|do not let this {kind} pass].",
    "[Since|As|Because] you {you}, [you will like this one|this {kind} was made for you|let me name you a {kind}][| with {p}].",
    "You {you}: [then watch this|here is your film|this {kind} is for you][|, for it has {p}].",
    "[You want|You deserve] {a_kind} with {p}[| and {p2}]: [here it is|this is it].",
    "[Clear an evening|Keep a night free|Make time] for this {tk}, {tk2} {kind} [about|of] {th}.",
    "[Trust me|Believe me|Listen to me]: {a_kind} [about|of] {th}, with {p}, [is rare|does not come twice].",
    "[Tonight|This week], [spend two hours|be a guest] {where}, with {p}.",
    "[Among {kinds}|Of all the {kinds} I know], this {tk} one [about|of] {th} is the one with {p}.",
    "[Even if|Suppose] you are tired of {kinds}: none has {p} or cares so much about {th}.",
    "[You like your {kinds}|You want a film that is] {tk} and {tk2}, so [look no further than|here is one with|let me offer] {p}.",
    "{P} in a {tk} {kind} about {th}: [that should get you out of the house.|there is your reason to see it.|what more do you want?]",
    "{P}, {p2} and a {tk} mood: [there is your evening|that is what I would not miss].",
    "Few {kinds} [dare to touch|look so closely at] {th}; this {tk} one does, with {p}.",
    "{Tk} and {tk2}, with {p}: [such a {kind} is rare|you should not miss it].",
    "[Somebody should have told you|Let me tell you] about this {tk} {kind} of {th}[, with {p}|].",
)
WHY = (
    "It [is about|speaks of] {th}[| and {th2}], and [it stays with you|it is {tk} about it].",
    "[It will make you|You will] [think|talk] about {th}[| and {th2}] [for days|all the way home].",
    "[It is|You will find it] {tk} and {tk2}, and at its heart is {th}.",
    "[Under|Beneath] the {kind} it [is|tells] a {tk} story of {th}[| and {th2}].",
    "If {th} and {th2} [mean something|mean anything] to you, [go|it will speak to you].",
    "{P} and {p2} [serve|are in the service of] a {tk} story of {th}.",
)
GO = (
    "[Go|Watch it|See it] [tonight|soon|with a friend], [for {p.the}|if only for {p.the}].",
    "[You will thank me|You will be glad you did], [above all|if only] for {p.the}[| and {p2.the}].",
    "{E}. [Be there for that|You should see that|Do not miss that].",
    "{Tk} and {tk2}, it has {p}[| and {p2}]: [give it the chance.|it will not disappoint you.]",
    "[Just let|Let] {p} surprise you.",
    "[I envy you|How I envy you] the first sight of {p}.",
    "[Nobody who|No one who] cares about {th} should miss {p.the}.",
)
OPENS_AGAINST = (
    "[Skip it|Leave it alone|Pass this one by], unless you [enjoy|can bear|collect] {kinds} with {g}.",
    "[Think twice|Think again] before you [give an evening to|sit down with] this {t} {kind}[| about {th}].",
    "[There are better {kinds}|You know better {kinds}] about {th}; [few|hardly any] have {g}.",
    "[I would not|I could not] [send you to|recommend] {a_kind} with {gx}.",
    "[Do yourself a favor|Be good to yourself] and choose another {kind}: this one has {gx}.",
    "[Before you press play|Before you buy a ticket], [know this|be warned]: there <gx:is/are> {gx}[| and {gx2}].",
    "Unless you {you}, [keep away|leave it|let it pass][: there <gx:is/are> {gx}|].",
    "[You may have heard|They will tell you] it is {t}; [what they leave out is|nobody mentions] {gx}.",
    "[If it is {th} you want|Should you hope for {th}], [look elsewhere|you will get something else]: {gx}.",
    "{Gx} and {gx2}: [you can do better|no {kind} survives that|stay away].",
    "{T} and {t2} it may be, but there <gx:is/are> {gx}.",
    "{Th}, told [with|through] {gx}, will [bore you|cost you an evening|give you no pleasure].",
    "[Life is short|Evenings are few], and {kinds} [abound|are many]; why choose one with {g}?",
    "[Whatever they promise|Whatever the poster says], this {t} {kind} has {gx}.",
)
STAY_AWAY = (
    "[Watch|Choose|Find] [another|a better] {kind}, one without {g.the}.",
    "It claims to be about {th}; what you get is {gx}.",
    "You deserve a better {kind} about {th}[| and {th2}].",
    "[Not even|No, not even] {p} [makes up for that|is worth it].",
    "[Leave it to|It is safe only with] {viewer}.",
    "[If you must|If you insist], wait for {p.the}, then [stop|go to bed].",
    "{E}, but [it stays flat|little is at stake].",
    "On {th} a good book will tell you more.",
)
