package com.amazonaws.services.lambda.runtime.events;

import java.util.List;
import java.util.Map;

public class KafkaEvent {
  private Map<String, List<KafkaEventRecord>> records;

  public Map<String, List<KafkaEventRecord>> getRecords() {
    return records;
  }

  public void setRecords(Map<String, List<KafkaEventRecord>> records) {
    this.records = records;
  }

  public static class KafkaEventRecord {
    private String value;

    public String getValue() {
      return value;
    }

    public void setValue(String value) {
      this.value = value;
    }
  }
}
