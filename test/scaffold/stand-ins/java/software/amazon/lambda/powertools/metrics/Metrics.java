package software.amazon.lambda.powertools.metrics;

import com.amazonaws.services.lambda.runtime.Context;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

public interface Metrics {
  void addMetric(String key, double value, MetricUnit unit);

  void captureColdStartMetric(Context context);

  void flush();
}
