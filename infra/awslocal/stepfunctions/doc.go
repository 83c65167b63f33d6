// Package stepfunctions is the double's AWS Step Functions: standard workflows
// in the Amazon States Language with JSONPath, as a plain state machine on an
// injected clock, without locks or goroutines.
//
// States: Task, Choice, Pass, Wait, Succeed, Fail. Tasks: lambda:invoke,
// sqs:sendMessage and sqs:sendMessage.waitForTaskToken. What else the language
// has (Map, Parallel, JSONata, Assign, other integrations, most intrinsic
// functions) is refused by name when a machine is created.
//
// The host asks Work for the next task that needs the world outside, does it,
// and reports with Done; everything between two tasks happens inside Work. Due
// tells when a timer falls due next. A task that was handed out and not reported
// before a restart is handed out again.
package stepfunctions
