"""Frames that complain: {g} is a flaw that can follow "the", {gx} one that may also state a lack ("no feeling")."""

FAULTS = (
    "It has {gx}[| and {gx2}|, and on top of that {gx2}].",
    "[There <gx:is/are>|We are served|One is left with|What we get is] {gx}.",
    "[Instead of|In place of] {p}, [too often there is|we mostly get] {g}.",
    "{G} <g:drags/drag> [it|the whole thing|the story] down[|, and {gx2} does not help|; {g2} <g2:does/do> the rest].",
    "{G.the} would [sink|sour|spoil] [a better {kind}|most {kinds}|any evening], and {g2} <g2:comes/come> with it.",
    "[Between|What with] {g} and {g2}, [little survives|patience runs out|interest drains away].",
    "[Worst of all|Worse|To make it worse], there <gx:is/are> {gx}.",
    "[The trouble|The problem|The weakness] is {gx}[|, the second {gx2}|; the next is {gx2}].",
    "[Nothing|No charm|No amount of style] can hide {g.the}[| or {g2.the}].",
    "{G} and {g2} [wear one down|spoil the mood|break the spell|do it no good].",
    "[Add|To this add|Then add] {gx}[| and {gx2}].",
    "[Other|Better|Most] {kinds} would have [cut|mended|dropped] {g.the}[|; this one keeps it|; here it stays].",
    "[Where|While] other {kinds} [find a rhythm|hold together|dig deeper], this one has {gx}.",
    "{G} <g:keeps/keep> [pulling one out of the story|getting in the way|coming between us and the story].",
    "[It stumbles over|It trips on|It founders on|It never recovers from] {g}[| and {g2}].",
    "[For long stretches|At its worst|Again and again] it [offers|gives us] {gx}.",
    "[Hard to forgive|Hard to overlook|Impossible to miss]: {g}[|, to say nothing of {g2}].",
    "{Gx}, {gx2}: [it adds up|no {kind} can carry that].",
    "[And then|On top of it|As if that were not enough], there <gx:is/are> {gx}.",
    "[The script leans on|The film falls back on|It counts on] {g}[|, and on {g2} when that fails].",
)

DISLIKED = (
    "{G.the} [wore me out|lost me|put me off], and {g2.the} [finished the job|did not win me back|came on top].",
    "I [could not get past|never forgave|grew tired of|lost patience with] {g.the}[| or {g2.the}].",
    "I [wanted|hoped for|came for] {p} and [mostly got|was handed|had to sit through] {gx}.",
    "[What stayed with me|What I took home|All I remember], sadly, was {g.the}.",
    "[I counted|I sat through|I put up with] {g}, [then|and after that] {g2}.",
    "[Thanks to|Because of] {g.the} I [stopped caring|checked my watch twice|gave up early].",
    "[I can forgive|I do not mind] a slow start; I [cannot forgive|do mind] {g}[| and {g2}].",
    "[I wish|If only] somebody had [noticed|cut|mended] {g.the}[| before it reached the screen].",
    "[To me|For my taste] there <gx:was/were> {gx}, and I [felt it|never warmed to it].",
    "{G.the} [left me cold|annoyed me|made me wince][|, {g2.the} more so].",
    "My [notes|complaints] [begin with|start with] {g} and [end with|do not end with] {g2}.",
    "[Friends may tell me|I am told] it is {tk}; [I saw|I noticed mainly] {gx}.",
    "[I looked for|I waited for] {a_kind} with a heart and found {gx}.",
    "[I was ready to like it|I wanted to be won over], but {gx} [made that hard|stood between us].",
)

MOMENTS_BAD = (
    "{E}. [Nobody is left to care|It hardly registers|One feels nothing].",
    "{E}. By then [it is hard to care|the spell is long gone|the damage is done|interest has gone elsewhere].",
    "{E}, and [it leaves no mark|it plays like an errand].",
    "{E}. That should [thrill|move us|matter], but it [merely happens|passes by|lies there].",
    "{E}, but [it stays flat|little is at stake|one looks for the exit].",
)

WARNS = (
    "You will [have to sit through|be asked to bear|get|run into] {gx}[| and {gx2}].",
    "[Be warned|Take note|Mind you]: {gx}[|, and behind it {gx2}].",
    "{G.the} [will|may] [test you|wear you down|lose you], and {g2.the} [will not win you back|may finish you off].",
    "[Do you really want|Are you in the mood for|Can you stand] {gx}[| and {gx2}]?",
    "[Save yourself|Spare yourself] {g.the}[| and {g2.the}].",
    "[Nobody needs|You do not need|Your evening can do without] {g}[| followed by {g2}].",
    "[Ask yourself|Decide] how much [you care for|you can take of] {g}.",
    "Should {g} [bother you|get on your nerves], there is worse to come: {gx2}.",
    "[What you get is|You are in for] {gx}[|, then {gx2}].",
    "It [wastes|squanders] {th} on {g}[| and {g2}].",
    "[Friends may promise you|They will tell you about] {p}; [they leave out|what they forget is] {g.the}.",
    "[Yes, there <p:is/are>|You may hear of] {p}, but you pay for it with {gx}.",
    "[Other|Better] {kinds} will not [make you swallow|ask you to accept] {g}.",
    "{Gx}: is that your idea of a good {kind}?",
    "[You would|You will] spend [two hours|the evening] with {g} and [come home with|remember only] {g2}.",
)

BUT = (
    "[On the other hand|Then again|Against that|Still], there <gx:is/are> {gx}[|, and some will notice {gx2}].",
    "[Not everyone|Not every viewer] will [forgive|overlook|warm to] {g.the}[| or {g2.the}].",
    "[Some|Skeptics|Detractors|Others] [point to|complain of] {gx}[| and {gx2}].",
    "[What weighs against it is|What costs it points is|Its weak side is] {gx}[|, along with {gx2}].",
    "[Less happy|Less convincing|Weaker]: {g}[| and {g2}].",
    "{G} <g:holds/hold> it back[|, as <g2:does/do> {g2}].",
    "[A fair account must add|It must be said that there <gx:is/are>|The debit side shows] {gx}.",
    "[The price is|It pays for this with] {gx}[|, and also {gx2}].",
    "[With|Along with] these [virtues|merits] <gx:comes/come> {gx}.",
    "[Yet|But] {g} [may|might|can] [try|test] [the patience|some nerves|the goodwill of newcomers].",
    "[It would gain|It would be stronger] without {g.the}[| or {g2.the}].",
    "[Whether|How far] one [forgives|accepts] {g.the} is [a matter of taste|another question].",
)
