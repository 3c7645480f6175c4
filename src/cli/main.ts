import { ElmError } from '../core/errors.ts';
import { evaluate } from './evaluate.ts';
import { narrate } from './narrate.ts';
import { UsageError } from './options.ts';

const USAGE = `elm narrate (--movie TITLE | --user NUMBER | --text TEXT) --task ID [options]
  --with TITLE --alpha 0..1    blend with a second movie (--spherical along the sphere)
  --push "CONCEPT=SD"          move along a concept, -3..3 standard deviations; may be given again
  --seed N  --temperature T  --top-p P  --top-k K  --repetition-penalty R  --max-tokens N  --best-of N
elm evaluate [--tasks ID,ID]  [--limit N (200)]  [--curves N (60)]  [--seed N (0)]  [--temperature T]
  --resume FILE                keep the texts there; the same command goes on where it was interrupted
  --ranking FILE               ranking.safetensors of the training's work folder, for BC
  --texts FILE                 training texts (.jsonl.gz), for copied n-grams; may be given again
Both: --bundle FOLDER (models/movielens)  --threads N (1). JSON on standard output, progress on standard error.`;

/** Runs the command line and answers with the exit status: 0, 1 for a failure, 2 for a wrong call. */
export async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  try {
    const result = await run(command, rest);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      process.stderr.write(`${thrown.message}\n\n${USAGE}\n`);
      return 2;
    }
    const { message, hint, cause, code } = ElmError.from(thrown).toRecord();
    process.stderr.write(`${message} ${hint}\n`);
    if (code === 'unexpected' && cause) process.stderr.write(`${cause}\n`);
    return 1;
  }
}

function run(command: string | undefined, words: string[]): Promise<unknown> {
  if (command === 'narrate') return narrate(words);
  if (command === 'evaluate') return evaluate(words);
  throw new UsageError(command ? `There is no command ${command}.` : 'Say what to do.');
}
