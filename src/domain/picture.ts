/** How large a picture is shown: the largest that fits into so many pixels, or the smallest that fills them. */
export interface PictureFrame {
  readonly width: number;
  readonly height: number;
  readonly fills: boolean;
}

/** A picture as it is to be shown. */
export interface PictureSize extends PictureFrame {
  /** Whether a smaller one is made larger. */
  readonly enlarges: boolean;
  readonly format: 'jpeg' | 'png';
}

/** What a worker is to scale. `path` is absolute. */
export interface PictureOrder extends PictureSize {
  readonly path: string;
}
