"""Frames of comparisons. {x} and its like belong to the film called {one}, {y} to {two}; clauses start in lower case."""

SHARED = (
    "both {both}: {one} has {x}, {two} {y}",
    "both {both}: one has {x}, the other {y}",
    "both [films |movies |]{both}, {one} with {x} and {two} with {y}",
    "both [films |movies |]{both}, one with {x}, the other with {y}",
    "they both {both}, [be it|whether with|by way of] {x} or {y}",
    "[each in its way|in their own ways], both {both} ([{x} here, {y} there|{x} in the one, {y} in the other])",
    "both {both}, as {x} shows in {one} and {y} in {two}",
    "both {both}, as {x} and {y} go to show",
    "the two {both}; think of {x} and of {y}",
)
SHARED_PLAIN = (
    "both [films|movies|stories|] {both}",
    "the two [films|stories|] {both}",
    "[each in its own way|in their own manner|without apology], both {both}",
    "one and the other {both}",
    "they both {both}",
    "[at heart|underneath|in the end], both [films|stories|] {both}",
)
SAME_TONE = (
    "{one} and {two} are both {tone}",
    "{one} is {tone}, and {two} is no less so",
    "{two} has the {tone} [mood|spirit] of {one}",
    "both are {tone} in tone",
    "both [have|share] the same {tone} [mood|air|spirit]",
    "both stay {tone} [from start to finish|whatever happens|even in the hard scenes]",
    "a {tone} [mood|tone] runs through both",
)
SAME_PLACE = (
    "{one} and {two} are both set in {place}",
    "{place} is home to {one} as well as to {two}",
    "both are set in {place}",
    "both [use|show|know] {place} as more than a backdrop",
    "{place} [is home to both|plays a part in both]",
    "both send us to {place}",
)
SAME_COUNTRY = (
    "{one} and {two} are both {country} stories, from {x} to {y}",
    "{land} is the home of both: {x} in {one}, {y} in {two}",
    "both look at {land}, {one} {in_x}, {two} {in_y}",
    "both are {country} stories [to the bone|through and through], {one} set {in_x}, {two} {in_y}",
    "both are at home in {land}, be it {in_x} or {in_y}",
)
SAME_AGE = (
    "{one} and {two} both belong to {age}: {x} and {y}",
    "both [look back to|bring to life] {age}, {one} {in_x}, {two} {in_y}",
    "{age} shapes both, {x} in {one} and {y} in {two}",
    "both breathe the air of {age}, be it {in_x} or {in_y}",
)
SAME_DECADE = (
    "{one} and {two} both play in the {decade}",
    "the {decade} are the time of {one} and of {two}",
    "both are set in the {decade}",
    "both [belong to|look at|take us to] the {decade}",
    "the {decade} [are the backdrop of both|leave their mark on both]",
)
SAME_HERO = (
    "{one} and {two} are both about {hero}",
    "as in {one}, {hero} is at the center of {two}",
    "both [follow|are about|put their trust in] {hero}",
    "both make {hero} the center of the story",
    "in both, {hero} has to [find a way out|choose|face the consequences]",
)
SAME_HERO_KIND = (
    "both [follow|stay close to|rest on] {hero}: {x} in {one}, {y} in {two}",
    "both [give|hand] their story to one person, {x} [here|in the one] and {y} [there|in the other]",
    "{x} and {y} [are cut from related cloth|could trade stories|have both been pushed too far]",
    "both put {hero} under pressure, be it {x} or {y}",
)
THEMES_IN_COMMON = (
    "both [have something on their mind|are about more than their plots|carry a serious question], {x} in {one} and {y} in {two}",
    "both [circle|keep returning to] an idea: {x} in {one}, {y} in {two}",
    "{one} [deals with|works through|worries about] {x} [much|just] as {two} [deals with|works through|worries about] {y}",
    "for {one} it is {x}, for {two} {y}, and [neither finds an easy answer|both take it seriously]",
    "both [ask|wonder] what people owe one another, [through|by way of] {x} in {one} and {y} in {two}",
    "each builds its story on an idea, {one} on {x}, {two} on {y}",
    "both let a story grow out of an idea: {x} in {one}, {y} in {two}",
)
PRAISE_IN_COMMON = (
    "both [have|leave] something to remember: {x} in {one}, {y} in {two}",
    "{one} has {x} and {two} has {y}: [each|either] [makes up for a lot|stays in the mind]",
    "both [win viewers over|shine] with something particular, {one} with {x}, {two} with {y}",
    "both reward attention, from {x} in {one} to {y} in {two}",
    "both have found their [best moments|charm] in the unexpected, {one} in {x}, {two} in {y}",
)
SAME_KIND = (
    "{one} and {two} are both {kinds}, [one about|the one about] {x}, the other about {y}",
    "both are {kinds}: {one} is about {x}, {two} about {y}",
    "both {one} and {two} are {kinds}, with {x} in the one and {y} in the other",
    "[as|being] {kinds}, both [come with|make room for] an idea: {x} in {one}, {y} in {two}",
)
SAME_KIND_TOLD = (
    "both are {kinds}: in {one}, {x}; in {two}, {y}",
    "{one} and {two} are both {kinds}; in the one, {x}; in the other, {y}",
    "both tell their story as {kinds} do: {one} of how {tale_x}, {two} of how {tale_y}",
    "{one} and {two} are {kinds}, one about how {tale_x}, the other about how {tale_y}",
)
KINDS = (
    "{one} is {a} {kind_x}, {two} {b} {kind_y}",
    "{one} is {a} {kind_x} about {x}, {two} {b} {kind_y} about {y}",
    "where {one} is {a} {kind_x}, {two} is {b} {kind_y}",
    "{one} tells of {x} as {a} {kind_x}, {two} of {y} as {b} {kind_y}",
)
STORIES = (
    "in {one}, {x}; in {two}, {y}",
    "{one} tells how {tale_x}, {two} how {tale_y}",
    "the story of {one} is that {tale_x}; in {two} {tale_y}",
)
SETTINGS = (
    "{one} [is set|takes place|plays|unfolds] {in_x}, {two} {in_y}",
    "{one} [takes us|goes|leads] to {x}, {two} to {y}",
    "{x} is the world of {one}, {y} [that|the world] of {two}",
    "where {one} [lives|happens] {in_x}, {two} [lives|happens] {in_y}",
    "instead of {x}, {two} [shows us|gives us|is set against] {y}",
    "they are worlds apart: {x} in {one}, {y} in {two}",
)
TONES = (
    "{one} is {a} and {b}, {two} {c} and {d}",
    "the [mood|tone] of {one} is {a} and {b}, that of {two} {c} and {d}",
    "a {a}, {b} [mood|tone] [rules|fills] {one}, while {two} is {c} and {d}",
    "where {one} is {a} and {b}, {two} [turns|is|stays] {c} and {d}",
    "{two} is {c} where {one} is {a}",
)
THEMES = (
    "{one} [is about|is concerned with|thinks about|speaks of] {x}, {two} [is about|is more concerned with|thinks about|speaks of] {y}",
    "{one} turns on {x}, [while|whereas] {two} turns on {y}",
    "{x} [drives|is the heart of|is the concern of] {one}, {y} [drives|is the heart of|is the concern of] {two}",
    "[at the heart of|beneath] {one} [lies|is] {x}, [at the heart of|beneath] {two} {y}",
    "the question in {one} is {x}; in {two} it is {y}",
)
HEROES = (
    "{one} [follows|belongs to|stays with|is the story of] {x}, {two} [follows|belongs to|stays with|is the story of] {y}",
    "our [guide|companion] in {one} is {single_x}, in {two} {single_y}",
    "{single_x} [is at the center of|carries] {one}, {single_y} {two}",
    "[instead of|in place of] {x}, {two} [gives us|has|offers] {y}",
    "{one} [watches|tells of] {x}, [whereas|while] {two} [watches|tells of] {y}",
)
OPPOSED = (
    "{one} {x}, [while|whereas] {two} {y}",
    "{one} {x}; {two} {y}",
    "where {one} {x}, {two} {y}",
    "{one} {x}, but {two} {y}",
)
PRAISES = (
    "{one} is [remembered|loved|praised] for {x}, {two} for {y}",
    "{one} [offers|has|boasts] {x}, {two} {y}",
    "the [high point|strength|pleasure] of {one} is {x}, that of {two} {y}",
    "people [come to {one} for {x} and to {two} for {y}|love {one} for {x}, {two} for {y}]",
    "{one} [shines|wins] with {x}, {two} with {y}",
)
GRIPES = (
    "the [weak spot|trouble] of {one} is {x}, that of {two} {y}",
    "[critics|detractors|doubters] hold {x} against {one}, {y} against {two}",
    "{one} [stumbles|trips] over {x}, {two} over {y}",
    "what [grates|annoys] in {one} is {x}, in {two} {y}",
)
VIEWERS = (
    "{one} is [for|made for|meant for] {x}, {two} for {y}",
    "{one} [speaks to|will please|suits] {x}, {two} {y}",
    "the natural audience of {one} is {x}, that of {two} {y}",
)
COMMON = (
    "both {both}: {one} with {x}, {two} with {y}",
    "{one} and {two} both {both}, with {x} in the one and {y} in the other",
    "like {one}, {two} {trait}; [one has {x}, the other {y}|there it is {x}, here it is {y}]",
    "{one} {trait}, and {two} [follows suit|is no different|goes the same way]: [{x} on one side, {y} on the other|{x} there, {y} here]",
    "{one} {trait} ({x}); the same [is true of|goes for|can be said of] {two} ({y})",
    "what {one} does with {x}, {two} does with {y}: it {trait}",
    "{x} in {one}, {y} in {two}: both {both}",
    "{two} shares with {one} that it {trait}; compare {x} and {y}",
    "from {x} in {one} to {y} in {two}, both {both}",
    "{one} gives us {x}, {two} {y}, and [so both|in this way both|either way they] {both}",
    "{one}, with {x}, and {two}, with {y}, both {both}",
)
COMMON_PLAIN = (
    "{one} and {two} both {both}",
    "like {one}, {two} {trait}",
    "{one} {trait}, and {two} [follows suit|is no different|goes the same way]",
    "[at heart|underneath|each in its way], {one} and {two} both {both}",
    "both {one} and {two} {both}",
    "{two} {trait}, [which is true of {one} as well|as {one} did before it|and in this it is close to {one}]",
)
