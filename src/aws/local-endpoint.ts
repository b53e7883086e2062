const LOCAL =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal|localstack|dynamodb-local|minio)\b/i;

/** Whether an endpoint is of what stands in for AWS on the machine of a developer, which takes any keys. */
export function isLocalEndpoint(url: string): boolean {
  return LOCAL.test(url);
}
