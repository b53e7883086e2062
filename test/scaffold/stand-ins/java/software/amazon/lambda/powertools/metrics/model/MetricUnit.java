package software.amazon.lambda.powertools.metrics.model;

public enum MetricUnit {
  COUNT
}
