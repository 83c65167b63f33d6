package sqs

// QueryCode returns the code that SQS reported under its older query protocol,
// which SDKs still show, for an error of the JSON protocol.
func QueryCode(code string) string {
	switch code {
	case "QueueDoesNotExist":
		return "AWS.SimpleQueueService.NonExistentQueue"
	case "QueueNameExists":
		return "QueueAlreadyExists"
	case "BatchRequestTooLong", "EmptyBatchRequest", "TooManyEntriesInBatchRequest",
		"BatchEntryIdsNotDistinct", "InvalidBatchEntryId", "MessageNotInflight",
		"PurgeQueueInProgress", "QueueDeletedRecently", "UnsupportedOperation":
		return "AWS.SimpleQueueService." + code
	}
	return code
}
