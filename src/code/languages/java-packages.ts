/** Packages of the SDKs for Java and of Powertools. */
const SDK = /^(?:software\.amazon\.(?:awssdk|lambda)|com\.amazonaws)\./;
/** Packages without anything that calls AWS: the events and interfaces of handlers. */
const EVENTS = /^com\.amazonaws\.services\.lambda\.runtime\b/;

/** Whether a class or a package is one of the SDKs, whose types count where they are declared. */
export function isSdkPackage(name: string): boolean {
  return SDK.test(name);
}

/** Names of classes by the kind of package that they are in. */
const KINDS: readonly (readonly [name: RegExp, folder: RegExp])[] = [
  [/^DynamoDb(?:Enhanced(?:Async)?Client|(?:Async)?(?:Table|Index))$/, /\.enhanced\.dynamodb$/],
  [/^(?:DynamoDB|Table|Index)$/, /\.dynamodbv2\.document$/],
  [/^DynamoDBMapper$/, /\.datamodeling$/],
  [/EnhancedRequest$|^(?:Read|Write)Batch$/, /\.enhanced\.dynamodb\.model$/],
  [/(?:Presign)Request$/, /\.presigner\.model$/],
  [
    /(?:Request|RequestEntry|WriteItem|GetItem)$|^(?:Put|Get|Update|Delete|ConditionCheck)$/,
    /^(?!.*\.(?:enhanced|presigner)\.).*\.model$/,
  ],
];

/** Which of the packages that a file imports as a whole has a class of the SDK; undefined if that is not certain. */
export function sdkFolder(name: string, folders: readonly string[]): string | undefined {
  const ofSdk = folders.filter((folder) => SDK.test(folder) && !EVENTS.test(folder));
  const kind = KINDS.find(([names]) => names.test(name));
  // a request is the same for our purposes, whichever service it is for
  if (kind) return ofSdk.find((folder) => kind[1].test(folder));
  const [, service] = /^(?:Amazon|AWS)?(\w+?)(?:Async)?(?:Client(?:Builder)?)?$/.exec(name) ?? [];
  const isClient = /^(?:Amazon|AWS)|Client(?:Builder)?$/.test(name) && service !== undefined;
  return isClient ? ofSdk.find((folder) => isCalled(folder, service.toLowerCase())) : undefined;
}

/** `dynamodbv2` is called like AmazonDynamoDB, `simpleemail` like AmazonSimpleEmailService. */
function isCalled(folder: string, service: string): boolean {
  const [, last = ""] = /\.services\.(\w+)$/.exec(folder) ?? [];
  const bare = last.replace(/v2$/, "");
  return bare !== "" && (service === last || service === bare || service === `${bare}service`);
}
