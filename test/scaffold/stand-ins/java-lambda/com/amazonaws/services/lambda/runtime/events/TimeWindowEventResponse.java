package com.amazonaws.services.lambda.runtime.events;

import java.util.List;
import java.util.Map;

public class TimeWindowEventResponse {
  public TimeWindowEventResponse() {}

  public TimeWindowEventResponse(Map<String, String> state, List<BatchItemFailure> batchItemFailures) {
    this.state = state;
    this.batchItemFailures = batchItemFailures;
  }

  private Map<String, String> state;

  public Map<String, String> getState() {
    return state;
  }

  public void setState(Map<String, String> state) {
    this.state = state;
  }

  private List<BatchItemFailure> batchItemFailures;

  public List<BatchItemFailure> getBatchItemFailures() {
    return batchItemFailures;
  }

  public void setBatchItemFailures(List<BatchItemFailure> batchItemFailures) {
    this.batchItemFailures = batchItemFailures;
  }

  public static class BatchItemFailure {
    public BatchItemFailure() {}

    public BatchItemFailure(String itemIdentifier) {
      this.itemIdentifier = itemIdentifier;
    }

    private String itemIdentifier;

    public String getItemIdentifier() {
      return itemIdentifier;
    }

    public void setItemIdentifier(String itemIdentifier) {
      this.itemIdentifier = itemIdentifier;
    }
  }
}
