package com.amazonaws.services.lambda.runtime.events.models.dynamodb;

import java.util.Map;

public class StreamRecord {
  private String sequenceNumber;

  public String getSequenceNumber() {
    return sequenceNumber;
  }

  public void setSequenceNumber(String sequenceNumber) {
    this.sequenceNumber = sequenceNumber;
  }

  private Map<String, AttributeValue> keys;

  public Map<String, AttributeValue> getKeys() {
    return keys;
  }

  public void setKeys(Map<String, AttributeValue> keys) {
    this.keys = keys;
  }
}
