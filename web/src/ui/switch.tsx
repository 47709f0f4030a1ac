import css from './switch.module.css';

interface SwitchProps {
  readonly label: string;
  /** Where the label stands beside it already. */
  readonly isLabelled?: boolean;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ label, isLabelled = false, isOn, onChange, disabled = false }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      class={css['switch']}
      aria-checked={isOn}
      disabled={disabled}
      onClick={() => onChange(!isOn)}
      {...(isLabelled && { 'aria-label': label })}
    >
      <span class={css['track']}>
        <span class={css['thumb']} />
      </span>
      {!isLabelled && label}
    </button>
  );
}
