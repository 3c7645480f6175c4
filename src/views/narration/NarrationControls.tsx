import { Button } from '../parts/Button.tsx';
import { Select } from '../parts/Select.tsx';
import { useBundle, useNarration, useRecipe, useStores } from '../stores.ts';
import { SettingsPopover } from './SettingsPopover.tsx';
import { taskGroups } from './taskGroups.ts';

/** Which task, how, and go or stop. */
export function NarrationControls() {
  const { narration } = useStores();
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const taskId = useNarration((state) => state.taskId);
  const status = useNarration((state) => state.status);
  const hasObstacle = useNarration((state) => state.obstacle !== null);
  const recipe = useRecipe((state) => state.recipe);
  const isBusy = status !== 'idle';
  return (
    <div className="narration-controls">
      <Select
        label="Task"
        value={taskId}
        placeholder="Task"
        groups={taskGroups(tasks ?? [], recipe?.space ?? 'semantic')}
        disabled={!tasks}
        onChange={(id) => narration.getState().setTask(id)}
      />
      <SettingsPopover />
      {isBusy ? (
        <Button className="narrate" onClick={() => narration.getState().stop()}>
          Stop
        </Button>
      ) : (
        <Button
          look="primary"
          className="narrate"
          disabled={recipe === null || hasObstacle}
          onClick={() => void narration.getState().narrate()}
        >
          Narrate
        </Button>
      )}
    </div>
  );
}
