// Package lambda stands for that of aws-lambda-go.
package lambda

// Start would ask Lambda for events.
func Start(handler any) {}
