/** A backup as it is listed, from its manifest. */
export interface ListedBackup {
  readonly name: string;
  /** The folder that it is in. */
  readonly folder: string;
  /** ISO instants. */
  readonly createdAt: string;
  readonly verifiedAt: string;
  readonly bytes: number;
  readonly rows: number;
  readonly schemaVersion: string;
  /** Of which installation, and where that had its data. */
  readonly instance: string;
  readonly dataFolder: string;
  /** What is wrong with it; absent where it is good, as far as its sizes tell. */
  readonly damage?: string;
}
