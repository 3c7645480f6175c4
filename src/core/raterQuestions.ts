import type { Run, RunNote } from './types.ts';

/** The three columns of human evaluation in Table 2. */
export type RatingAspect = 'consistency' | 'coherence' | 'quality';

/** A statement to agree with, from 1 (strongly disagree) to 5 (strongly agree). */
export interface RaterQuestion {
  /** Key in `RunNote.ratings`. */
  readonly id: string;
  readonly aspect: RatingAspect;
  readonly text: string;
}

const REVIEW = (kind: string): readonly string[] => [
  'The movie review is consistent with the movie plot.',
  'The movie review is coherent.',
  `The movie review is ${kind}.`,
];

const CHARACTERISTICS = (kind: string): readonly string[] => [
  'The characteristics listed are consistent with the movie plot.',
  'The characteristics listed are coherent.',
  `The characteristics listed are ${kind}.`,
];

const PARAGRAPH = (kind: 'convincing' | 'dissuading'): readonly string[] => [
  `The paragraph ${kind} to watch the movie is consistent with the movie plot.`,
  `The paragraph ${kind} to watch the movie is coherent.`,
  `The paragraph ${kind} to watch the movie is indeed ${kind}.`,
  `The paragraph ${kind} to watch the movie is comprehensive.`,
  `The paragraph ${kind} to watch the movie is short and to the point.`,
];

const VERSION = (kind: string, comparative: string): readonly string[] => [
  `The ${kind} version plot is consistent with the original plot.`,
  `The ${kind} version is coherent.`,
  `The ${kind} version is indeed ${comparative} than the original.`,
];

/** Appendix C by task: consistency first, coherence second, quality after. */
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  long_description: [
    'The second version plot is consistent with the first version.',
    'The second version plot is coherent.',
    'The second version plot is high quality like the first version.',
  ],
  summary: [
    'The movie summary is consistent with the movie plot.',
    'The movie summary is coherent.',
    'The movie summary is of high quality.',
  ],
  positive_review: REVIEW('positive'),
  negative_review: REVIEW('negative'),
  neutral_review: REVIEW('neutral'),
  five_pos: CHARACTERISTICS('positive'),
  five_neg: CHARACTERISTICS('negative'),
  improve: [
    'The improved version plot is consistent with the original plot.',
    'The improved version is coherent.',
    'Some viewers may find the improved version to be better than the original.',
  ],
  criticize: [
    "The criticism is consistent with the movie's plot.",
    'The criticism is coherent.',
    'The criticism is of good quality.',
  ],
  pitch: [
    "The pitch for the movie is consistent with the movie's plot.",
    'The pitch for the movie is coherent.',
    'The pitch is convincing.',
  ],
  convince1: PARAGRAPH('convincing'),
  convince2: PARAGRAPH('convincing'),
  convince3: PARAGRAPH('convincing'),
  dissuade1: PARAGRAPH('dissuading'),
  dissuade2: PARAGRAPH('dissuading'),
  funnier: VERSION('funny', 'funnier'),
  sadder: VERSION('sad', 'sadder'),
  scarier: VERSION('scary', 'scarier'),
  movie_to_viewer: [
    "The viewer description is consistent with the movie's plot.",
    "The viewer's description is coherent.",
    'The viewer will like to watch the movie based on the information above.',
  ],
  interpolation: [
    "The combination of the movies is consistent with the movies' plots.",
    'The combination of the movies is coherent.',
    "The combination of the movies is high quality, i.e., it combines the movies' plots in a reasonable way.",
  ],
  similarities: [
    "The comparison is consistent with both movies' plots.",
    'The comparison is coherent.',
    'The comparison of the two movies compares important factors between the movies, both in terms of similarity, as well as differences.',
  ],
  why_like: [
    "The explanation is consistent with the movies' plots.",
    'The explanation is coherent.',
    'The explanation indeed explains well why the viewer would also like the other movie.',
  ],
  diff_than_nn: [
    "The explanation is consistent with the movies' plots.",
    'The explanation is coherent.',
    'The attributes that are listed are high quality (i.e., they are major and important differentiating attributes of the movies).',
  ],
  common_with_nn: [
    "The listed attributes are consistent with both movies' plots.",
    'The listed attributes are coherent.',
    'The attributes that are listed are high quality (i.e., they are major and important common attributes between the movies).',
  ],
};

/** The paper has no form for user profiles or tasks of other bundles; the same three aspects in its words. */
const OTHER: readonly string[] = [
  'The text is consistent with what is known of its subject.',
  'The text is coherent.',
  'The text is of high quality.',
];

/** The statements to rate for a task (appendix C). */
export function raterQuestions(task: string): RaterQuestion[] {
  const statements = Object.hasOwn(STATEMENTS, task) ? STATEMENTS[task] : undefined;
  return (statements ?? OTHER).map((text, i) => {
    const aspect = i === 0 ? 'consistency' : i === 1 ? 'coherence' : 'quality';
    return { id: i <= 2 ? aspect : `quality${i - 1}`, aspect, text };
  });
}

/** Mean ratings of one task, 0 (strongly disagree) to 1 (strongly agree) as in Table 2. */
export interface RatingSummary {
  readonly task: string;
  /** Runs with at least one rating. */
  readonly runs: number;
  readonly means: Readonly<Record<RatingAspect, number | null>>;
}

/** Summarises the ratings of a notebook as the paper's Table 2 does, by task in order of first use. */
export function summariseRatings(runs: readonly Run[], notes: readonly RunNote[]): RatingSummary[] {
  const noteOf = new Map(notes.map((note) => [note.runId, note]));
  const tasks = [...new Set(runs.map((run) => run.task))];
  return tasks.flatMap((task) => {
    const rated = runs.flatMap((run) => {
      const ratings = run.task === task ? noteOf.get(run.id)?.ratings : undefined;
      return ratings && Object.keys(ratings).length > 0 ? [ratings] : [];
    });
    if (rated.length === 0) return [];
    const questions = raterQuestions(task);
    const meanOf = (aspect: RatingAspect): number | null => {
      const values = questions
        .filter((question) => question.aspect === aspect)
        .flatMap(({ id }) => rated.flatMap((ratings) => ratings[id] ?? []));
      if (values.length === 0) return null;
      return values.reduce((sum, value) => sum + (value - 1) / 4, 0) / values.length;
    };
    const means = {
      consistency: meanOf('consistency'),
      coherence: meanOf('coherence'),
      quality: meanOf('quality'),
    };
    return [{ task, runs: rated.length, means }];
  });
}
