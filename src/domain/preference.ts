export interface PreferenceValues {
  bool: boolean;
  int: number;
  double: number;
  text: string;
}
export type PreferenceType = keyof PreferenceValues;

export const preferenceGroups = ['general', 'butler', 'library'] as const;
export type PreferenceGroup = (typeof preferenceGroups)[number];

/** A setting as the wire shows it under `/:/prefs`. The value is kept only where it differs from the default. */
export interface Preference<T extends PreferenceType = PreferenceType> {
  readonly id: string;
  readonly type: T;
  readonly default: PreferenceValues[T];
  readonly label: string;
  readonly summary: string;
  readonly group: PreferenceGroup;
  readonly hidden?: boolean;
  readonly advanced?: boolean;
  readonly readOnly?: boolean;
  /** The values it can take, each with its label; any value of the type where absent. */
  readonly choices?: readonly (readonly [value: PreferenceValues[T], label: string])[];
  /** Bounds of a number, both included. */
  readonly range?: readonly [least: number, most: number];
  /** Its value is never shown, not in errors either: a token, a password. */
  readonly secret?: true;
  /** What a value of the type must be beyond that, when it is not. */
  check?(value: PreferenceValues[T]): string | undefined;
}

/** When media tasks work: Plex's three behaviours. */
export const behaviours = ['never', 'scheduled', 'asap'] as const;
export type Behaviour = (typeof behaviours)[number];

export const behaviourChoices = [
  ['never', 'never'],
  ['scheduled', 'as a scheduled task'],
  ['asap', 'as a scheduled task and when media is added'],
] as const satisfies readonly (readonly [Behaviour, string])[];

/** Reads the value in force. Types follow from the definition, so a preference is never named by a string. */
export interface PreferenceReader {
  get<T extends PreferenceType>(preference: Preference<T>): PreferenceValues[T];
}

/** As runs see them: they may have to keep apart what is secret. */
export interface RunPreferences extends PreferenceReader {
  /** The ids of those whose values are never shown. */
  secretIds(): readonly string[];
  /** Of the others, those with another value than their default, as it is stored. */
  changed(): Readonly<Record<string, string>>;
}
