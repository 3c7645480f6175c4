import { useMemo } from 'react';
import { ElmError } from '../../core/errors.ts';
import { type EvaluationReport, readEvaluation } from '../../core/evaluationReport.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { saveText } from '../parts/saveText.ts';
import { useBundle } from '../stores.ts';
import { EvaluationReportView } from './EvaluationReportView.tsx';

/** How the loaded model did on held-out entities. */
export default function EvaluationPage() {
  const value = useBundle((state) => state.evaluation);
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const hasBundle = useBundle((state) => state.bundle !== null);
  const report = useMemo(() => read(value), [value]);
  return (
    <main className="evaluation">
      <div className="evaluation-head">
        <h1>How far to trust it</h1>
        {value !== null && (
          <Button
            onClick={() =>
              saveText('evaluation.json', `${JSON.stringify(value, null, 1)}\n`, 'application/json')
            }
          >
            <Icon name="download" />
            Save all numbers
          </Button>
        )}
      </div>
      {value === null && (
        <p className="empty" role="status">
          {hasBundle ? 'This bundle has no evaluation, or it is still loading.' : 'The bundle is loading.'}
        </p>
      )}
      {report instanceof ElmError && (
        <Notice message={report.message} hint={report.hint} detail={report.detail} />
      )}
      {report !== null && !(report instanceof ElmError) && (
        <EvaluationReportView report={report} tasks={tasks ?? []} />
      )}
    </main>
  );
}

function read(value: unknown): EvaluationReport | ElmError | null {
  if (value === null) return null;
  try {
    return readEvaluation(value);
  } catch (thrown) {
    return ElmError.from(thrown);
  }
}
