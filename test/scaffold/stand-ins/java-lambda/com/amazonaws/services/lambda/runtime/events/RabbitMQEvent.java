package com.amazonaws.services.lambda.runtime.events;

import java.util.List;
import java.util.Map;

public class RabbitMQEvent {
  private Map<String, List<RabbitMessage>> rmqMessagesByQueue;

  public Map<String, List<RabbitMessage>> getRmqMessagesByQueue() {
    return rmqMessagesByQueue;
  }

  public void setRmqMessagesByQueue(Map<String, List<RabbitMessage>> rmqMessagesByQueue) {
    this.rmqMessagesByQueue = rmqMessagesByQueue;
  }

  public static class RabbitMessage {
    private String data;

    public String getData() {
      return data;
    }

    public void setData(String data) {
      this.data = data;
    }
  }
}
