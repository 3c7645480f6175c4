"""Word lists for reading the subject of a logline: what opens, ends and heads a noun phrase."""

from __future__ import annotations

DETERMINERS = frozenset("a an the two three four five six seven several some".split())
PLURAL_DETERMINERS = frozenset("two three four five six seven several some".split())
PREPOSITIONS = frozenset(
    "about aboard above across after against along among around as at before behind beneath beside between beyond "
    "by down during for from in inside into near of off on onto out outside over past than through to toward under "
    "until up upon with within without".split()
)
# Words that end a noun phrase without being a preposition: relatives, conjunctions, auxiliaries, adverbs.
BOUNDARIES = PREPOSITIONS | frozenset(
    "who whom whose which that where when while whom and or but must can will may is are was were has have had does do "
    "cannot could would should then not never no both each also just only still now once slowly secretly "
    "finally suddenly barely nearly almost".split()
)
# Singular nouns and adjectives in -s; every other word in -s after "a" or "an" is taken for the verb.
NOUNS_IN_S = frozenset(
    "sports news series species physics politics mathematics economics headquarters arms alias bus gas chess "
    "christmas always seas overseas savings cops communications mechanics athletics lens jeans narcotics robotics "
    "hers his its this thus tennis crisis genesis oasis basis sales customs singles games comics books "
    "homicides letters paris texas arkansas angeles vegas orleans illinois kansas massachusetts dallas memphis "
    "states kings beauty's williams indianapolis minneapolis damaged armed".split()
)
PEOPLE = {
    "she": frozenset(
        "woman girl wife mother sister daughter widow queen princess actress heiress bride nun waitress housewife "
        "girlfriend nanny aunt grandmother lady governess schoolgirl stewardess witch hostess ballerina fiancee "
        "maid goddess duchess countess divorcee seamstress mermaid showgirl spinster nurse".split()
    ),
    "he": frozenset(
        "man boy husband father brother son widower king prince actor groom monk priest cowboy gunfighter "
        "boyfriend uncle grandfather gentleman schoolboy policeman fisherman businessman salesman nobleman samurai "
        "wizard hitman bachelor fireman gunman lawman sheriff emperor knight bounty".split()
    ),
    "they": frozenset(
        "couple family crew team pair trio band group gang friends brothers sisters people men women children kids "
        "teenagers students soldiers strangers twins siblings lovers thieves".split()
    ),
}
# Participles that may follow their noun at once ("a girl born from a flower", "a motorhead facing failure").
PARTICIPLES = frozenset(
    "bred born sworn thrown torn caught sent left lost made kept known held sold bound framed hit stuck cut hidden "
    "driven taken found given forced chosen built told facing seeking fleeing raising hiding visiting going living "
    "running trying hoping working mourning fresh fond eager determined desperate unable able alone afraid smitten "
    "stricken ridden broken".split()
)
COLLECTIVES = frozenset(
    "pack group gang band crew pair team bunch couple trio handful army circle series string mix".split()
)
# Words in the place of a head that name nobody: things, measures of time, adjectives cut off from their noun.
NO_HEROES = frozenset(
    """broke shy gay young old lonely black white blind poor rich dead years days weeks months hours dozen year day
    week comic book tale story film night summer accusation affair agency aimless attack back bag barrage beautiful
    bent beset bill brilliant brought bunkhouse cameras camp car casino cast castle centuries city class clever club
    comet company contract craft crash crowd deal debt decade decades diamond dilemma dim directionless discover
    evidence eye failure faith fatale feckless ferocious fifty fight flood fog forty fraternity freight generations
    glamorous greatest greedy guitar hands happy haulers he heartless home hopeless himself hit-and-run illiterate
    instead investigation job jobless last leak letter life loves loyal machine madness maker mariachi marriage meek
    mission mistaken movie muscular musical narcotics neighborhood new nice one orb party people plain prosperous
    project rage rebellious relation remark retreat rocks romantic routine royal ruthless sea serum set sets short
    shot shrunk ship solitary special spend statue struck stumble stray submit sweet swept team their there thirty
    tom toy troupe try turn two union unlucky unsure vacation vain village violin washed-up wealthy wild win cub
    eager tender sober bitter former younger older elder sinister somber proper minor junior inner surly""".split()
)
VAGUE_HEADS = frozenset(
    "man woman boy girl couple pair group family people men women friends brothers sisters one kid person "
    "husband wife team band trio gang son daughter mother father".split()
)
