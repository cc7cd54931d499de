import { useTexts } from '../../../shared/speech.js';
import { ORDERING } from '../texts.js';

interface EmailFieldProps {
  readonly email: string;
  readonly change: (email: string) => void;
}

export function EmailField({ email, change }: EmailFieldProps) {
  const say = useTexts(ORDERING);
  return (
    <div className="field">
      <label htmlFor="email">{say('email')}</label>
      <input
        id="email"
        type="email"
        autoComplete="email"
        maxLength={200}
        aria-describedby="email-hint"
        value={email}
        onChange={(event) => {
          change(event.target.value);
        }}
      />
      <p id="email-hint" className="hint">
        {say('emailHint')}
      </p>
    </div>
  );
}
