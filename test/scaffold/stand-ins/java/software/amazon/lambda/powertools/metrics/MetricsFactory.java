package software.amazon.lambda.powertools.metrics;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

public final class MetricsFactory {
  public static Metrics getMetricsInstance() {
    Map<String, Double> values = new TreeMap<>();
    return new Metrics() {
      @Override
      public void addMetric(String key, double value, MetricUnit unit) {
        values.put(key, value);
      }

      @Override
      public void captureColdStartMetric(Context context) {}

      @Override
      public void flush() {
        System.out.println("METRICS " + values);
        values.clear();
      }
    };
  }
}
