/** S3 methods that transfer whole files, in parts if these are large. */
export const TRANSFERS: Readonly<Record<string, readonly string[]>> = {
  upload_file: ["PutObject"],
  upload_fileobj: ["PutObject"],
  download_file: ["GetObject"],
  download_fileobj: ["GetObject"],
  copy: ["CopyObject"],
};

/** The positional parameters of transfers. */
export const TRANSFER_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  upload_file: ["Filename", "Bucket", "Key"],
  upload_fileobj: ["Fileobj", "Bucket", "Key"],
  download_file: ["Bucket", "Key", "Filename"],
  download_fileobj: ["Bucket", "Key", "Fileobj"],
  copy: ["CopySource", "Bucket", "Key"],
};

/** Methods that call no operation. */
export const NO_OPERATIONS: ReadonlySet<string> = new Set([
  "get_paginator",
  "get_waiter",
  "can_paginate",
  "close",
  "exceptions",
  "meta",
  "__enter__",
  "__exit__",
]);
