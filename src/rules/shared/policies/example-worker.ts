/** HCL of a role that functions can assume, for the examples of rules about what it may do. */
export const WORKER_ROLE = `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}`;

/** HCL of a function with that role. */
export const WORKER_FUNCTION = `resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"
}`;
