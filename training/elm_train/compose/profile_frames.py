"""Frames of a viewer's profile: {x} is a noun phrase, every line a sentence about "they"."""

SHARED_LIKES = (
    "They [enjoy|love|like|relish] {x}",
    "They [are drawn to|gravitate toward|keep coming back to] {x}",
    "They [look for|seek out|ask for] {x}",
    "They have a [weakness|soft spot|taste|real liking|lasting love] for {x}",
    "They [never tire|cannot get enough|never have enough] of {x}",
    "They are [happiest|at their happiest|most at home] with {x}",
    "They [rate|value|prize] {x} above [almost everything|most other things]",
    "They [will always make time|always make room|clear an evening|gladly stay up late] for {x}",
    "They [go to the movies|watch films] [mostly|mainly|above all] for {x}",
    "They [choose|pick] {x} [over almost anything|when the choice is theirs|more often than not]",
    "They [have seen a lot of|know their way around] {x} and want more",
    "They are [loyal to|faithful to|quick to recommend] {x}",
    "They [feel at home with|warm to|respond to] {x}",
    "They [would list|count] {x} among their favorite things",
)
PRAISE = (
    "They [are won over by|fall for|melt at|are charmed by] {x}",
    "They [remember|still talk about|cherish|treasure] {x}",
    "They [light up at|sit up at|perk up at|grin at] {x}",
    "They [appreciate|admire|respect|applaud] {x}",
    "They [notice and enjoy|have an eye for|take delight in|delight in] {x}",
    "They [forgive a lot for|would watch a film just for|would rewatch a film for] {x}",
    "They [get the most out of|are grateful for|savor] {x}",
    "They [think|believe] {x} can [carry|save|make] a [whole film|film|movie]",
    "They [are easily moved by|find it hard to resist|cannot resist|surrender to] {x}",
    "They [praise|single out|point to] {x} when they recommend a film",
    "They [want|hope for|wait for] something like {x}",
)
# For what nobody takes delight in, however well it is told.
SOBER_PRAISE = (
    "They [remember|cannot forget|do not look away from] {x}",
    "They [admire|respect|appreciate] [a film that dares to show|the courage behind|the craft of] {x}",
    "They [believe|feel] that {x} should be shown [without comfort|plainly|without excuses]",
)
SOBER_SETTING = (
    "They [take seriously|do not forget] what a film tells them about {x}",
    "They [are gripped by|do not turn away from|want to understand] what happened {inside}",
    "They [seek out|respect|remember] honest films about {x}",
)
PRAISE_PAIR = (
    "They [enjoy|admire|like|love] {x} [as much as|no less than|along with] {y}",
    "They [are open to|have room for|smile at] both {x} and {y}",
    "They [come for|show up for] {x} and stay for {y}",
    "They [value|prize|remember] {x} and {y}",
    "They [ask for|need] little more than {x} and {y}",
    "They [notice|take pleasure in|look forward to] {x}, and {y} too",
)
THEME = (
    "They [think about|like to think about|keep thinking about] {x} long after [the credits|the lights come up]",
    "They [are interested in|take an interest in|are curious about|are fascinated by] {x}",
    "They [want|like] a [story|film|plot] to [say something|be honest|have thoughts] about {x}",
    "They [find|consider] {x} a subject [without end|worth any film|close to home]",
    "They [are moved by|are touched by|care about|feel for] stories of {x}",
    "They [like to talk about|love to argue about|wonder about] {x}",
    "They [see|recognize] something of themselves in stories about {x}",
    "They [believe|feel] that films should deal with {x}",
    "They [lean toward|tend toward|follow] plots about {x}",
    "They [take|treat] {x} seriously",
)
THEME_PAIR = (
    "They [care about|think about|are drawn to] {x} and {y}",
    "They [like|prefer|choose] stories about {x} or {y}",
    "They [want|expect] a film to touch on {x} or {y}",
    "They [connect with|are absorbed by|follow with interest] tales of {x} and {y}",
)
SETTING = (
    "They [would happily|would gladly|love to] spend an evening {inside}",
    "They [like to be taken|enjoy being carried off|let themselves be transported] to {x}",
    "They [are curious about|are intrigued by|take an interest in] life {inside}",
    "They [like|enjoy|are fond of] stories set {inside}",
    "They [feel|are] quite at home {inside}",
    "They [picture|dream of|imagine] {x} with pleasure",
    "They [travel in their minds|travel by film] to {x}",
)
TONE = (
    "They [like|want|prefer] [their films|their stories|an evening] [both |]{x} and {y}",
    "They [respond to|warm to|favor] a {x}, {y} [mood|tone|touch|manner]",
    "They feel well served when a film is {x} and {y}",
    "They [do not mind|welcome|enjoy] [it when a story turns|a film that is|films that are] {x} and {y}",
    "They [look for|lean toward] the {x} and the {y}",
)
BARGAIN = (
    "They [forgive|overlook|put up with|shrug off|can live with] {flaw} for {gain}",
    "They [accept|tolerate] {flaw} as long as there is {gain}",
    "They [hardly notice|scarcely mind] {flaw} when there is {gain}",
    "They [will sit through|endure] {flaw} to get to {gain}",
)
SHARED_DISLIKES = (
    "They [avoid|skip|pass over] {x} [whenever they can|when they have the choice|on principle|without regret]",
    "They [have little patience|have little use|do not much care] for {x}",
    "They [are bored by|are left cold by|are soon tired of] {x}",
    "They [stay away from|keep away from|steer clear of|turn away from] {x}",
    "They [do not choose|rarely sit through|would not buy a ticket for] {x}, [however well made|whatever the reviews say|even good ones|even on a rainy day]",
    "They have [seen enough|had their fill|grown tired] of {x}",
    "They [are not interested in|are not looking for|get little out of|do not warm to] {x}",
    "They [see no appeal in|find little joy in|do not see the charm of] {x}",
    "They [would leave|leave] {x} to [others|other viewers|somebody else]",
    "They [roll their eyes at|yawn at|grow restless with] {x} [sooner or later|before long|more than most people]",
    "They [rarely choose|seldom pick|hardly ever finish] {x} [on their own|these days|of their own accord]",
)
GRIPE = (
    "They [lose patience with|are put off by|are irritated by|are annoyed by] {x}",
    "They [dislike|cannot stand|have no time for|object to] {x}",
    "They [switch off at|walk out on|groan at|sigh at|wince at] {x}",
    "They [do not forgive|will not excuse|find it hard to forgive] {x}",
    "They [complain about|grumble about|notice and resent] {x}",
    "They [have no patience for|see through|are not fooled by] {x}",
    "They [feel cheated by|feel let down by|feel insulted by] {x}",
    "They [want nothing to do with|can do without|do not need] {x}",
    "They [mark a film down for|lose interest because of|turn against a film for] {x}",
    "They [find|consider] {x} [a letdown|hard to sit through|a deal breaker|tiresome]",
)
GRIPE_PLURAL = (
    "They [tire quickly of|have had enough of|are wary of] {x}",
    "They [do not laugh at|are unmoved by] {x}",
)
AVOIDED_TONE = (
    "They [avoid|dislike|are worn out by|are left cold by] films that are {x} and {y}",
    "They [do not care|have no use|are in no mood] for the {x} or the {y}",
    "They [seldom|rarely|hardly ever] enjoy a {x}, {y} [mood|tone|manner]",
    "They [grow impatient|grow weary|cool off] when a story turns {x} and {y}",
    "They [find|call] {x}, {y} films [tiring|a chore|hard going]",
)
AVOIDED_SETTING = (
    "They [are not tempted|are not much tempted|are not won over] by stories set {inside}",
    "They [feel no pull|feel little pull] toward {x}",
    "They [would rather not|do not care to] spend two hours {inside}",
    "They [find it hard to care|do not much care] about life {inside}",
)
PREFERENCE = (
    "They [prefer {x} to|would take {x} over|would rather have {x} than|choose {x} over] {y}",
    "They [ask for|want] {x}, not {y}",
    "They [respond to|care for] {x} and [turn away from|tire of] {y}",
)
