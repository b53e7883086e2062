const LOCAL =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal|localstack|dynamodb-local|minio)\b/i;

/** Whether an endpoint is that of a local stand-in for AWS, such as LocalStack, which accepts any credentials. */
export function isLocalEndpoint(url: string): boolean {
  return LOCAL.test(url);
}
