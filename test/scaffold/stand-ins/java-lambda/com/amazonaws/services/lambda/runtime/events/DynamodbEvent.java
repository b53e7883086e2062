package com.amazonaws.services.lambda.runtime.events;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.List;

public class DynamodbEvent {
  private List<DynamodbStreamRecord> records;

  public List<DynamodbStreamRecord> getRecords() {
    return records;
  }

  public void setRecords(List<DynamodbStreamRecord> records) {
    this.records = records;
  }

  public static class DynamodbStreamRecord {
    private String eventName;

    public String getEventName() {
      return eventName;
    }

    public void setEventName(String eventName) {
      this.eventName = eventName;
    }

    private StreamRecord dynamodb;

    public StreamRecord getDynamodb() {
      return dynamodb;
    }

    public void setDynamodb(StreamRecord dynamodb) {
      this.dynamodb = dynamodb;
    }
  }
}
