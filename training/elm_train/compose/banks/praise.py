"""Frames that admire: one fact or two, in nobody's voice, in a reviewer's, or in an advocate's to "you"."""

ADMIRES = (
    "[It has|It offers|Here we find|It can boast] {p}[| and {p2}|, and, no less, {p2}].",
    "There <p:is/are> {p}, and there <p2:is/are> {p2}.",
    "[Best of all|Better still|Above all], there <p:is/are> {p}.",
    "{P} <p:carries/carry> [whole stretches of it|it over the rough spots|more weight than the plot].",
    "{P.the} would be reason enough to [watch|stay|come back]; {p2.the} [would settle it|would make a second|would come on top].",
    "[With|Between] {p} and {p2}, it [rarely|hardly ever|never] [rests|idles|falls flat].",
    "[Few|Not many] {kinds} can show {p}[|; fewer still would add {p2}].",
    "[Where|While] other {kinds} [settle for routine|coast], this one has {p}.",
    "{P} and {p2} [give it|lend it] [its pulse|its own face|a life of its own|its charm].",
    "[Add|To this add|Throw in] {p} and {p2}, and [the {kind} is complete|little is missing|the evening is made].",
    "From {p.the} to {p2.the}, [it knows what it is doing|the touch is sure|care shows everywhere].",
    "[The joy|The strength|The wonder] of it [lies in|is found in|comes from] {p}[|, and again from {p2}].",
    "[Nothing|Little] in other {kinds} [beats|matches|equals] {p.the}.",
    "[Look|Watch|Wait] for {p}[|; look, too, for {p2}].",
    "[Its great asset|Its trump card|Its crown|Its secret] <p:is/are> {p}.",
    "{P}, {p2}: [such things|details like these|touches like these] make [a {kind} last|it live|the difference].",
    "[What stays|What lingers|What one remembers] is {p.the}[|, and close behind comes {p2.the}].",
    "{P} <p:sets/set> it apart from [most|the run of|other] {kinds}.",
    "[Rarely|Seldom] does {a_kind} find room for {p}; [here it does|this one does].",
    "{P}[, then| and] {p2}: [who needs more|what more could one ask]?",
    "[At the heart|At the center] of it <p:stands/stand> {p}[|, with {p2} for company].",
    "{P} would [shine|stand out] in any {kind}, [and|but] here it comes with {p2}.",
    "[Credit is due to|Praise belongs to|Thanks are due to] {p.the}[| and to {p2.the}].",
    "[Every scene|Everything] gains from {p}.",
)

MOMENTS = (
    "{E}[, and one forgets to breathe|, and it is perfect|. That is {a_kind} at its best].",
    "{E}. [There the {kind} shows its heart|There it soars|There it finds its {tk} voice|There everything falls into place].",
    "{E}. [That is what it can do|So {tk} can {a_kind} be].",
    "{E}. [That is a scene to keep|That scene is worth the rest|What a turn|Such moments carry it].",
    "{E}. [That scene alone is worth the ticket|That scene says it all|It belongs with the best of its kind].",
    "{E}. [By then it has us|By then we are all in|By then nobody minds the clock].",
)

LOVED = (
    "I [loved|adored|treasured|savored] {p.the}[| and {p2.the}].",
    "{P} won me over, and {p2} [kept me|sealed it|did the rest].",
    "{P.the} [moved|delighted|surprised] me more than [I expected|I can say|anything in other {kinds}].",
    "[I keep thinking of|I keep coming back to|I still carry with me|I cannot forget] {p.the}[|, and of course {p2.the}].",
    "[I could have watched|I would gladly watch] {p.the} for [another hour|hours|a week].",
    "[Give me|I will take] {p} over [polish|spectacle|good manners] any day.",
    "[I came for|I stayed for] {p.the} and [left with|was rewarded with] {p2.the}.",
    "[What got me|What I took home|What I remember best] was {p.the}[|, though {p2} ran it close].",
    "I [grinned at|held my breath through|gave in to] {p.the}.",
    "[I had not expected|Nobody had warned me of] {p}, [and|still less of] {p2}.",
    "[For me|To my mind] {p} and {p2} [made the film|were worth the whole evening].",
    "[My favorite thing|The best of it], [to my taste|for me]: {p}.",
    "Then came {p}, and I was [sold|lost|done for].",
    "I [admire|respect] {a_kind} with {p}, and [I love|I cherish] one that has {p2} as well.",
    "{P.the} had me from the first, and {p2.the} did not let me go.",
    "[Never mind the rest|Forget the rest]: {p} alone [made me happy|sent me out smiling|earned my ticket].",
)

MOMENTS_I = (
    "{E}. I [gasped|laughed out loud|had a lump in my throat|sat up|was all in].",
    "{E}. I [keep seeing|still see] that [scene|moment].",
    "{E}. By then I [cared more than I had planned|had forgotten the clock|was theirs].",
    "{E}, and I [was near tears|could have cheered|held my breath|believed every bit of it].",
)

PROMISES = (
    "You [get|will find|will meet|are given] {p}[| and {p2}].",
    "[Where else|In what other {kind}] will you [find|see|get] {p}?",
    "{P.the} [will|should] [win you over|stay with you|get you], and {p2.the} [will keep you|will do the rest].",
    "[Wait until you see|Wait for|Stay for] {p.the}[|, then tell me about {p2.the}].",
    "[Come for|Start it for] {p.the}; [stay for|finish it for] {p2.the}.",
    "[Do it for|Watch it for] {p.the}[| and {p2.the}| if for nothing else].",
    "Even if {kinds} leave you cold, {p} [may|might|could] change your mind.",
    "[I promise you|You can count on|You have my word on] {p}[| and {p2}].",
    "[Besides|Next to] {p.the} there <p2:is/are> also {p2}.",
    "[You have not seen|You have never had] {p} [quite like this|done this well].",
    "{P}, {p2}: [take your pick|there is your reason|that is what you would miss].",
    "[Think of|Imagine|Picture] {p}, then add {p2}.",
    "[It rewards you with|It hands you|It treats you to] {p}[| and {p2}].",
    "[Nobody leaves|You will not leave] without [remembering|talking about] {p.the}.",
)
