import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { USER_POOL_WAIT, waitingUserPool } from "../shared/triggers/user-pool-wait.ts";

const example = (timeout: number) => `resource "aws_lambda_function" "sign_up" {
  function_name = "sign-up"
  role          = "arn:aws:iam::111122223333:role/sign-up"
  timeout       = ${timeout}
}

resource "aws_cognito_user_pool" "shop" {
  name = "shop"

  lambda_config {
    pre_sign_up = aws_lambda_function.sign_up.arn
  }
}`;

export default defineRule({
  summary: "A function may run longer than the user pool that calls it waits",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon Cognito developer guide, Customizing user pool workflows with Lambda triggers: Important considerations (2026-11)",
  why: `Cognito waits 5 seconds for a function, then calls it again, and gives up after the third time. The first call goes on
meanwhile, so that the function may do everything three times while the user is told that it failed.`,
  bad: example(30),
  good: example(USER_POOL_WAIT),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const { timeout } = fn;
      const trigger = waitingUserPool(fn);
      if (!trigger || timeout === undefined || timeout <= USER_POOL_WAIT || isCallersChoice(fn.resource, "timeout"))
        return [];
      return [
        {
          at: fn.place("timeout"),
          resource: fn.resource.address,
          message: `${fn} may run for ${timeout} s, but ${trigger.connection} waits only ${USER_POOL_WAIT} s, and then calls it again`,
          help: `Set timeout to at most ${USER_POOL_WAIT}, and leave longer work to a function that is called asynchronously`,
          suggestions: suggestValues(fn.body, "timeout", [String(USER_POOL_WAIT)]),
          related: [{ at: trigger.block.place(trigger.argument), message: "the user pool" }],
        },
      ];
    });
  },
});
