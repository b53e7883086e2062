/** HCL of a policy with the given statements, for the examples of rules about policies. */
export function policyWith(statements: string): string {
  return `resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statements}]
  })
}`;
}
