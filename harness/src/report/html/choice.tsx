import { useId } from 'preact/hooks';

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few settings; radio buttons, so that arrow keys and screen readers work. */
export function Choice<Value extends string>({ name, options, value, onChange }: ChoiceProps<Value>) {
  const group = useId();
  return (
    <fieldset class="choice">
      <legend>{name}</legend>
      {(Object.keys(options) as Value[]).map((option) => (
        <label key={option}>
          <input type="radio" name={group} checked={option === value} onChange={() => onChange(option)} />
          <span>{options[option]}</span>
        </label>
      ))}
    </fieldset>
  );
}
