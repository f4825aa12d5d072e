// In place of a stock part that is not wanted: a module of the canvas with nothing in it.

export const CopyAsImageModule = {};
