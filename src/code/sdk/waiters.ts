/**
 * The operation that each waiter repeats (`s3.get_waiter("object_exists")`, `waitUntilObjectExists`), by the service's
 * IAM prefix and the waiter's name in lower case. The SDKs' own reference of waiters (2026-11).
 */
const WAITERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    objectexists: "HeadObject",
    objectnotexists: "HeadObject",
    bucketexists: "HeadBucket",
    bucketnotexists: "HeadBucket",
  },
  dynamodb: { tableexists: "DescribeTable", tablenotexists: "DescribeTable" },
  lambda: {
    functionexists: "GetFunction",
    functionactive: "GetFunctionConfiguration",
    functionactivev2: "GetFunction",
    functionupdated: "GetFunctionConfiguration",
    functionupdatedv2: "GetFunction",
    publishedversionactive: "GetFunctionConfiguration",
  },
  kinesis: { streamexists: "DescribeStream", streamnotexists: "DescribeStream" },
  ec2: {
    instancerunning: "DescribeInstances",
    instancestopped: "DescribeInstances",
    instanceterminated: "DescribeInstances",
    instanceexists: "DescribeInstances",
    instancestatusok: "DescribeInstanceStatus",
    systemstatusok: "DescribeInstanceStatus",
    imageavailable: "DescribeImages",
    imageexists: "DescribeImages",
    snapshotcompleted: "DescribeSnapshots",
    volumeavailable: "DescribeVolumes",
    volumeinuse: "DescribeVolumes",
    volumedeleted: "DescribeVolumes",
    networkinterfaceavailable: "DescribeNetworkInterfaces",
    subnetavailable: "DescribeSubnets",
    vpcavailable: "DescribeVpcs",
    vpcexists: "DescribeVpcs",
    natgatewayavailable: "DescribeNatGateways",
    securitygroupexists: "DescribeSecurityGroups",
  },
  rds: {
    dbinstanceavailable: "DescribeDBInstances",
    dbinstancedeleted: "DescribeDBInstances",
    dbclusteravailable: "DescribeDBClusters",
    dbclusterdeleted: "DescribeDBClusters",
    dbsnapshotavailable: "DescribeDBSnapshots",
    dbsnapshotcompleted: "DescribeDBSnapshots",
    dbsnapshotdeleted: "DescribeDBSnapshots",
    dbclustersnapshotavailable: "DescribeDBClusterSnapshots",
  },
  ecs: {
    tasksrunning: "DescribeTasks",
    tasksstopped: "DescribeTasks",
    servicesstable: "DescribeServices",
    servicesinactive: "DescribeServices",
  },
  ecr: { imagescancomplete: "DescribeImageScanFindings" },
  cloudformation: {
    stackexists: "DescribeStacks",
    stackcreatecomplete: "DescribeStacks",
    stackupdatecomplete: "DescribeStacks",
    stackdeletecomplete: "DescribeStacks",
    stackimportcomplete: "DescribeStacks",
    stackrollbackcomplete: "DescribeStacks",
    changesetcreatecomplete: "DescribeChangeSet",
  },
  cloudfront: {
    invalidationcompleted: "GetInvalidation",
    distributiondeployed: "GetDistribution",
  },
  cloudwatch: { alarmexists: "DescribeAlarms", compositealarmexists: "DescribeAlarms" },
  iam: {
    roleexists: "GetRole",
    userexists: "GetUser",
    policyexists: "GetPolicy",
    instanceprofileexists: "GetInstanceProfile",
  },
  ssm: { commandexecuted: "GetCommandInvocation" },
  redshift: {
    clusteravailable: "DescribeClusters",
    clusterdeleted: "DescribeClusters",
    clusterrestored: "DescribeClusters",
    snapshotavailable: "DescribeClusterSnapshots",
  },
  eks: {
    clusteractive: "DescribeCluster",
    clusterdeleted: "DescribeCluster",
    nodegroupactive: "DescribeNodegroup",
    nodegroupdeleted: "DescribeNodegroup",
  },
  elasticmapreduce: {
    clusterrunning: "DescribeCluster",
    clusterterminated: "DescribeCluster",
    stepcomplete: "DescribeStep",
  },
  ses: { identityexists: "GetIdentityVerificationAttributes" },
  route53: { resourcerecordsetschanged: "GetChange" },
  acm: { certificatevalidated: "DescribeCertificate" },
  elasticloadbalancing: {
    targetinservice: "DescribeTargetHealth",
    targetderegistered: "DescribeTargetHealth",
    loadbalanceravailable: "DescribeLoadBalancers",
    loadbalancerexists: "DescribeLoadBalancers",
  },
  rekognition: {
    projectversionrunning: "DescribeProjectVersions",
    projectversiontrainingcompleted: "DescribeProjectVersions",
  },
  sagemaker: {
    endpointinservice: "DescribeEndpoint",
    trainingjobcompletedorstopped: "DescribeTrainingJob",
    transformjobcompletedorstopped: "DescribeTransformJob",
    processingjobcompletedorstopped: "DescribeProcessingJob",
  },
};

/** The operation that a waiter repeats, its name spelt as in any SDK; undefined if it is not known. */
export function waiterOperation(prefix: string, name: string): string | undefined {
  const waiters = Object.hasOwn(WAITERS, prefix) ? WAITERS[prefix] : undefined;
  const key = name.replaceAll("_", "").toLowerCase();
  return waiters && Object.hasOwn(waiters, key) ? waiters[key] : undefined;
}
