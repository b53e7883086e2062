// Writes src/aws/data/sdk-services.json: the names of services in SDKs, where they differ from the IAM prefix.
// usage: node scripts/generate-sdk-services.mjs
import { readdirSync } from "node:fs";
import { writeData } from "./data-pack.mjs";
import { readSourceJson, SOURCES, sourceFolder } from "./data-sources.mjs";

/** IAM prefixes that differ from the signing name and the endpoint (Service Authorization Reference, 2026-09). */
const PREFIXES = {
  monitoring: "cloudwatch",
  iotdata: "iot",
  "iot-jobs-data": "iotjobsdata",
  ioteventsdata: "iotevents",
  cloudcontrolapi: "cloudformation",
  tagging: "tag",
  applicationcostprofiler: "application-cost-profiler",
};

/** Service ids by boto3's names, where these are not the id with hyphens (botocore 1.43, 2026-11). */
const BOTO3 = {
  apigateway: "API Gateway",
  "application-autoscaling": "Application Auto Scaling",
  appmesh: "App Mesh",
  autoscaling: "Auto Scaling",
  "autoscaling-plans": "Auto Scaling Plans",
  ce: "Cost Explorer",
  cloudhsmv2: "CloudHSM V2",
  cloudsearchdomain: "CloudSearch Domain",
  "cognito-idp": "Cognito Identity Provider",
  config: "Config Service",
  cur: "Cost and Usage Report Service",
  datapipeline: "Data Pipeline",
  devicefarm: "Device Farm",
  directconnect: "Direct Connect",
  discovery: "Application Discovery Service",
  dms: "Database Migration Service",
  ds: "Directory Service",
  "ds-data": "Directory Service Data",
  dynamodbstreams: "DynamoDB Streams",
  elasticbeanstalk: "Elastic Beanstalk",
  elb: "Elastic Load Balancing",
  elbv2: "Elastic Load Balancing v2",
  es: "Elasticsearch Service",
  events: "EventBridge",
  globalaccelerator: "Global Accelerator",
  "iot-data": "IoT Data Plane",
  "iot-jobs-data": "IoT Jobs Data Plane",
  iotwireless: "IoT Wireless",
  kinesisanalytics: "Kinesis Analytics",
  kinesisanalyticsv2: "Kinesis Analytics V2",
  kinesisvideo: "Kinesis Video",
  "lex-models": "Lex Model Building Service",
  "lex-runtime": "Lex Runtime Service",
  "lexv2-models": "Lex Models V2",
  "lexv2-runtime": "Lex Runtime V2",
  logs: "CloudWatch Logs",
  machinelearning: "Machine Learning",
  "marketplace-entitlement": "Marketplace Entitlement Service",
  marketplacecommerceanalytics: "Marketplace Commerce Analytics",
  meteringmarketplace: "Marketplace Metering",
  mgh: "Migration Hub",
  resourcegroupstaggingapi: "Resource Groups Tagging API",
  route53: "Route 53",
  route53domains: "Route 53 Domains",
  s3control: "S3 Control",
  sdb: "SimpleDB",
  secretsmanager: "Secrets Manager",
  serverlessrepo: "ServerlessApplicationRepository",
  servicecatalog: "Service Catalog",
  "servicecatalog-appregistry": "Service Catalog AppRegistry",
  "sms-voice": "Pinpoint SMS Voice",
  stepfunctions: "SFN",
  storagegateway: "Storage Gateway",
};

const iamPrefixes = new Set(readSourceJson(SOURCES.iamData, "data/services.json"));
const folder = `${sourceFolder(SOURCES.sdkModels)}/apis`;
const classes = new Map(
  Object.entries(readSourceJson(SOURCES.sdkModels, "apis/metadata.json")).map(([key, { name, prefix }]) => [
    prefix ?? key,
    name,
  ]),
);
const boto3 = new Map(Object.entries(BOTO3).map(([name, id]) => [id.toLowerCase(), name]));

/** Services by id; the last file is the newest version of an API. */
function readServices() {
  const services = new Map();
  for (const file of readdirSync(folder)
    .filter((each) => each.endsWith(".min.json"))
    .sort()) {
    const { serviceId, signingName, endpointPrefix } = readSourceJson(SOURCES.sdkModels, `apis/${file}`).metadata;
    const signed = signingName ?? endpointPrefix;
    const prefix = PREFIXES[signed] ?? signed;
    if (serviceId && iamPrefixes.has(prefix))
      services.set(serviceId, { prefix, className: classes.get(file.replace(/-\d{4}-\d\d-\d\d\.min\.json$/, "")) });
  }
  return services;
}

const names = { client: {}, boto3: {}, v2: {} };
const services = readServices();
for (const [id, { prefix, className }] of services) {
  const hyphenated = id.toLowerCase().replaceAll(" ", "-");
  if (hyphenated !== prefix) names.client[hyphenated] = prefix;
  const boto3Name = boto3.get(id.toLowerCase()) ?? hyphenated;
  if (boto3Name !== prefix) names.boto3[boto3Name] = prefix;
  if (className) names.v2[className] = prefix;
}
const sorted = Object.fromEntries(
  Object.entries(names).map(([kind, table]) => [kind, Object.fromEntries(Object.entries(table).sort())]),
);
writeData("sdk-services.json", `${JSON.stringify(sorted, undefined, 2)}\n`);
console.log(`sdk-services.json: ${services.size} services`);
