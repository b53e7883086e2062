import { defineRule } from "../rule.ts";
import { describeFilter, filtersOf, overlaps } from "../shared/triggers/notification-filters.ts";

export default defineRule({
  summary: "Two triggers of a bucket cover the same objects and events",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 user guide, Configuring event notifications using object key name filtering (2026-11)",
  why: `S3 refuses a notification configuration in which two triggers for the same kind of event overlap in prefix and suffix, and the
apply fails with "Configurations overlap".`,
  bad: `resource "aws_s3_bucket_notification" "uploads" {
  bucket = "orders-uploads"

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "images/"
  }

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:index"
    events              = ["s3:ObjectCreated:Put"]
  }
}`,
  good: `resource "aws_s3_bucket_notification" "uploads" {
  bucket = "orders-uploads"

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "images/"
  }

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:index"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "documents/"
  }
}`,
  check({ stack }) {
    return stack.resources("aws_s3_bucket_notification").flatMap((notification) => {
      const { address } = notification;
      const filters = filtersOf(notification);
      return filters.flatMap((filter, i) => {
        const other = filters.slice(0, i).find((earlier) => overlaps(earlier, filter));
        if (!other) return [];
        return [
          {
            at: filter.block.place("events"),
            resource: address,
            message: `Two triggers of ${address} overlap: both get ${describeFilter(filter)} and ${describeFilter(other)}, which S3 refuses`,
            help: "Separate them with filter_prefix or filter_suffix; or set eventbridge = true and use rules to send an event to several targets",
            related: [{ at: other.block.place("events"), message: "the other trigger" }],
          },
        ];
      });
    });
  },
});
