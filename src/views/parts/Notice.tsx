import { Button } from './Button.tsx';

interface NoticeProps {
  /** One sentence: what went wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly hint?: string;
  readonly tone?: 'bad' | 'plain';
  readonly action?: { readonly label: string; readonly onAct: () => void };
  /** Technical detail, folded away. */
  readonly detail?: string | null;
}

/** What went wrong in one sentence, with one action. */
export function Notice({ message, hint, tone = 'bad', action, detail = null }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <p>
        {message} {hint !== undefined && <span className="soft">{hint}</span>}
      </p>
      {detail !== null && (
        <details>
          <summary>Detail</summary>
          <code>{detail}</code>
        </details>
      )}
      {action && <Button onClick={action.onAct}>{action.label}</Button>}
    </div>
  );
}
