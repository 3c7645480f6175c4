"""What kind of film a sheet describes, as a noun: texts compare a film with others of its kind."""

from __future__ import annotations

import re
from functools import lru_cache

from elm_train.compose.task import Sheet

# In order of precedence; each pattern is looked for in viewer, logline, themes and plot.
_BY_SUBJECT: tuple[tuple[str, str], ...] = (
    (r"vampires?", "vampire film"), (r"zombies?|undead", "zombie film"), (r"werewol\w+", "werewolf story"),
    (r"haunted|ghosts?|poltergeist", "ghost story"), (r"slashers?", "slasher film"), (r"serial killers?", "serial-killer thriller"),
    (r"exorcis\w+|demons?|possess(?:ed|ion)", "possession horror"), (r"witch(?:es|craft)?", "witch tale"),
    (r"dragons?|sorcer\w+|wizards?", "fantasy adventure"), (r"superhero\w*|caped?|comic-book", "superhero film"),
    (r"giant monsters?|monsters?", "monster movie"), (r"sharks?|dinosaurs?|bears?|crocodiles?", "creature feature"),
    (r"aliens?|extraterrestrials?|invaders", "alien picture"), (r"robots?|androids?|cyborgs?|machines", "robot story"),
    (r"time travel\w*|time machine|time loops?", "time-travel story"), (r"space|astronauts?|spaceship|starships?|galax\w+", "space adventure"),
    (r"heists?|robber(?:y|s)|burglars?|safecracker|vault", "heist film"), (r"con (?:man|men|artist\w*)|swindl\w+|grift\w+", "con-artist story"),
    (r"gangsters?|mob(?:ster)?s?|mafia|crime boss", "gangster film"), (r"hit ?m[ae]n|assassins?", "hit-man thriller"),
    (r"noir", "film noir"), (r"spy|spies|secret agents?|espionage", "spy film"), (r"undercover|narcotics|drug (?:lord|dealer|cartel)\w*", "undercover cop story"),
    (r"courtroom|lawyers?|trial|jury|attorney", "courtroom drama"), (r"whodunits?|detectives?|sleuths?|private eye", "detective story"),
    (r"prison(?:ers?)?|inmates?|convicts?", "prison drama"), (r"western|cowboys?|gunslinger\w*|outlaws?|sheriff", "western"),
    (r"samurai|martial[- ]arts?|kung[- ]fu|karate", "martial arts film"), (r"swashbuckl\w+|pirates?|musketeers?|swords?|swordplay|swords(?:wo)?m[ae]n", "swashbuckler"),
    (r"boxing|boxers?|prizefighter", "boxing film"), (r"(?:baseball|football|basketball|hockey|soccer|golf) (?:team|club|league|coach|season|fan|player|film|stor)\w*|coach\w*|athletes?|sports", "sports film"),
    (r"car chases?|racing|racers?|race cars?", "racing picture"), (r"submarines?|sailors?|navy", "naval drama"),
    (r"holocaust|concentration camp|ghetto", "Holocaust drama"), (r"war|soldiers?|platoon|battlefields?|combat", "war film"),
    (r"disasters?|earthquake|tornado\w*|volcano|asteroid|comet", "disaster film"), (r"plague|virus|outbreak|epidemic", "outbreak thriller"),
    (r"apocalyp\w+|wasteland|post-apocalyptic|dystopi\w+", "dystopian story"), (r"ballet|danc(?:e|ers?|ing)", "dance film"),
    (r"musicals?|broadway", "musical"), (r"rock stars?|rock band|singers?|bands?|musicians?|jazz", "music film"),
    (r"poets?|painters?|sculptors?|novelists?", "portrait of an artist"), (r"road movies?|road trip|hitchhik\w+|cross-country", "road movie"),
    (r"body[- ]swap\w*|swap(?:s|ped)? bodies", "body-swap comedy"), (r"spoofs?|parod\w+", "spoof"), (r"mockumentary", "mockumentary"),
    (r"documentar\w+", "documentary"), (r"weddings?|bride|groom|engaged|fiancée?", "wedding comedy"), (r"christmas|santa", "Christmas movie"),
    (r"high school|prom|teen\w*", "teen movie"), (r"college|fraternity|campus", "college comedy"), (r"dogs?|horses?|pets?|talking animals?|pigs?|cats?", "animal story"),
    (r"fairy tales?|princess\w*", "fairy tale"), (r"kings?|queens?|royal\w*|throne|monarch\w*", "royal drama"), (r"politic\w+|president|senator|election", "political drama"),
    (r"priests?|nuns?|faith", "story of faith"), (r"nurses?|hospitals?|cancer", "hospital drama"), (r"blackmail|affair|adulter\w+", "erotic thriller"),
    (r"buddy|buddies", "buddy movie"), (r"jungle|treasure|expedition|explorers?", "jungle adventure"),
)  # fmt: skip
_BY_GENRE = {
    "Documentary": "documentary", "Musical": "musical", "Western": "western", "Film-Noir": "film noir", "Horror": "horror film",
    "Animation": "animated film", "War": "war film", "Sci-Fi": "science fiction film", "Fantasy": "fantasy", "Mystery": "mystery",
    "Thriller": "thriller", "Crime": "crime film", "Action": "action film", "Adventure": "adventure", "Children": "family film",
    "Romance": "romance", "Comedy": "comedy", "Drama": "drama",
}  # fmt: skip
# Genres that say more than any pair they are in.
_STRONG_GENRES = ("Documentary", "Musical", "Western", "Film-Noir")
_BY_TWO_GENRES = tuple((frozenset(pair), noun) for pair, noun in (
    (("Comedy", "Horror"), "horror comedy"), (("Drama", "Horror"), "horror drama"), (("Sci-Fi", "Horror"), "science fiction horror film"), (("Comedy", "Sci-Fi"), "science fiction comedy"),
    (("Animation", "Comedy"), "animated comedy"), (("Animation", "Adventure"), "animated adventure"), (("Comedy", "Romance"), "romantic comedy"),
    (("Comedy", "Crime"), "crime comedy"), (("Action", "Comedy"), "action comedy"), (("Horror", "Mystery"), "horror mystery"),
    (("Sci-Fi", "Thriller"), "science fiction thriller"), (("Action", "Sci-Fi"), "science fiction adventure"),
    (("Children", "Comedy"), "family comedy"), (("Children", "Adventure"), "family adventure"), (("Comedy", "Fantasy"), "fantasy comedy"),
    (("Mystery", "Thriller"), "mystery thriller"), (("Crime", "Thriller"), "crime thriller"), (("Action", "Thriller"), "action thriller"),
    (("Romance", "War"), "wartime romance"), (("Drama", "War"), "war drama"), (("Crime", "Drama"), "crime drama"),
    (("Action", "Adventure"), "action adventure"), (("Action", "Drama"), "action drama"), (("Comedy", "Drama"), "comedy drama"), (("Drama", "Romance"), "romantic drama"),
    (("Drama", "Thriller"), "psychological thriller"), (("Drama", "Fantasy"), "fantasy drama"),
))  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind) for pattern, kind in _BY_SUBJECT)
# Where the genres are known, a kind of the left must have one of the right: "monsters of talent" make no monster movie.
_UNREAL = frozenset({"Horror", "Sci-Fi", "Fantasy", "Children", "Animation"})
_NEEDS = {kind: _UNREAL for kind in (
    "vampire film", "zombie film", "werewolf story", "ghost story", "possession horror", "witch tale", "fantasy adventure",
    "superhero film", "monster movie", "alien picture", "robot story", "time-travel story", "space adventure", "fairy tale",
)} | {kind: frozenset({"Comedy"}) for kind in ("wedding comedy", "college comedy", "body-swap comedy", "spoof")} | {
    "documentary": frozenset({"Documentary"}), "animal story": frozenset({"Children", "Animation"}), "disaster film": frozenset({"Action", "Thriller"}),
    "slasher film": frozenset({"Horror"}), "spy film": frozenset({"Action", "Thriller", "Comedy"}), "swashbuckler": frozenset({"Adventure"}),
    "jungle adventure": frozenset({"Adventure"}), "hit-man thriller": frozenset({"Action", "Thriller", "Crime"}), "detective story": frozenset({"Crime", "Mystery", "Thriller"}),
    "outbreak thriller": frozenset({"Thriller", "Horror", "Sci-Fi"}), "dystopian story": frozenset({"Sci-Fi"}), "racing picture": frozenset({"Action"}),
    "story of faith": frozenset({"Drama"}), "undercover cop story": frozenset({"Action", "Crime", "Thriller"}), "martial arts film": frozenset({"Action"}),
    "portrait of an artist": frozenset({"Drama"}), "musical": frozenset({"Musical", "Animation"}), "war film": frozenset({"War"}),
    "creature feature": frozenset({"Horror", "Sci-Fi", "Thriller"}), "western": frozenset({"Western"}),
    "erotic thriller": frozenset({"Thriller"}), "royal drama": frozenset({"Drama"}), "political drama": frozenset({"Drama"}),
    "hospital drama": frozenset({"Drama"}), "courtroom drama": frozenset({"Drama"}), "prison drama": frozenset({"Drama"}),
    "naval drama": frozenset({"Drama", "War"}), "buddy movie": frozenset({"Comedy", "Action"}),
    "gangster film": frozenset({"Crime"}), "heist film": frozenset({"Crime", "Thriller", "Action"}),
    "film noir": frozenset({"Film-Noir", "Thriller", "Crime"}), "music film": frozenset({"Drama", "Comedy", "Documentary", "Musical"}),
}  # fmt: skip
_EVERY = "every genre"
_ANY = frozenset({_EVERY})
_IRREGULAR = {"film noir": "films noirs", "portrait of an artist": "portraits of artists", "story of faith": "stories of faith",
              "possession horror": "possession horrors"}  # fmt: skip


def kind_of(sheet: Sheet) -> tuple[str, str]:
    """(singular, plural) noun of the film's kind: by its subject where that is plain, else by its genres."""
    fields = (sheet["viewer"], sheet["logline"], "; ".join(sheet["themes"]), sheet.get("plot", ""))
    return _kind(fields, tuple(sheet.get("genres", ())))


# What a mention in viewer, logline, themes and plot weighs (two count at most); one word in one place makes no kind.
_WEIGHTS = (2, 2, 1, 1)
_ENOUGH = 3


@lru_cache(maxsize=8192)
def _kind(fields: tuple[str, ...], genres: tuple[str, ...]) -> tuple[str, str]:
    found: dict[str, int] = {}
    for pattern, kind in _PATTERNS:
        if not genres or _NEEDS.get(kind, _ANY) & {*genres, _EVERY}:
            score = sum(weight * min(2, len(pattern.findall(text))) for weight, text in zip(_WEIGHTS, fields, strict=True))
            if score >= (_ENOUGH if genres else 2):
                found[kind] = min(score, 6)
    # The most specific of the best: the patterns stand in order of precedence, and max keeps the first.
    kind = max(found, key=lambda name: found[name]) if found else _by_genre(genres)
    return kind, _plural(kind)


def _by_genre(genres: tuple[str, ...]) -> str:
    """A noun for the genres, two of them together where the language has a word for it ("romantic comedy")."""
    have = {*genres}
    if strong := next((genre for genre in _STRONG_GENRES if genre in have), None):
        return _BY_GENRE[strong]
    pair = next((noun for pair, noun in _BY_TWO_GENRES if pair <= have), None)
    return pair or next((noun for genre, noun in _BY_GENRE.items() if genre in have), "film")


def shared_kinds(first: Sheet, second: Sheet) -> str | None:
    """The plural noun for what both films are: their kind, else the most telling genre they share; None if nothing."""
    mine, yours = kind_of(first), kind_of(second)
    if mine == yours:
        return mine[1]
    have = {*first.get("genres", ())} & {*second.get("genres", ())}
    genre = next((genre for genre in _BY_GENRE if genre in have), None)
    return _plural(_BY_GENRE[genre]) if genre else None


def _plural(kind: str) -> str:
    if kind in _IRREGULAR:
        return _IRREGULAR[kind]
    return kind[:-1] + "ies" if kind.endswith(("ory", "edy", "asy", "ary", "ery")) else kind + "s"
