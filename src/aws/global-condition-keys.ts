/**
 * The global condition keys (AWS IAM user guide, AWS global condition context keys, 2026-11). Those for tags end in the
 * tag's name.
 */
export const GLOBAL_CONDITION_KEYS: readonly string[] = [
  ..."PrincipalAccount PrincipalArn PrincipalIsAWSService PrincipalOrgID PrincipalOrgPaths PrincipalServiceName".split(
    " ",
  ),
  ..."PrincipalServiceNamesList PrincipalType userid username".split(" "),
  ..."AssumedRoot ChatbotSourceArn Ec2InstanceSourcePrivateIPv4 Ec2InstanceSourceVpc FederatedProvider".split(" "),
  ..."MultiFactorAuthAge MultiFactorAuthPresent SignInSessionArn SourceIdentity TokenIssueTime".split(" "),
  ..."SourceIp SourceVpc SourceVpcArn SourceVpce VpceAccount VpceOrgID VpceOrgPaths VpcSourceIp".split(" "),
  ..."ResourceAccount ResourceOrgID ResourceOrgPaths".split(" "),
  ..."CalledVia CalledViaAWSMCP CalledViaFirst CalledViaLast CurrentTime EpochTime IsMcpServiceAction".split(" "),
  ..."referer RequestedRegion SecureTransport SourceAccount SourceArn SourceOrgID SourceOrgPaths SourceOwner".split(
    " ",
  ),
  ..."TagKeys UserAgent ViaAWSMCPService ViaAWSService".split(" "),
].map((name) => `aws:${name}`);
