/** Cells of a line of the terminal; undefined where the output goes elsewhere, and nothing needs to be cut. */
export function screenWidth({ verbose }: { readonly verbose?: true } = {}): number | undefined {
  const { stdout } = process;
  return stdout.isTTY && !verbose ? Math.max(40, stdout.columns || 80) : undefined;
}
