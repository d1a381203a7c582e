// As much of pngjs as tests use; it brings no types of its own.
declare module 'pngjs' {
  export class PNG {
    static sync: { read(bytes: Uint8Array): PNG }
    width: number
    height: number
    data: Buffer
  }
}
