// Package awslocal is a double of the AWS services that this system calls,
// inside the process: DynamoDB with its streams, SQS, Step Functions, Secrets
// Manager, Lambda with its event source mappings, and schedules. It is a
// simulator with a clock that is set and faults that are injected; with a real
// clock it is also the host of the local system. It is never kinder than AWS,
// and it refuses by name whatever it lacks.
//
// A simulation:
//
//	cloud, err := awslocal.New(awslocal.Options{Now: func() time.Time { return monday }})
//	queues := sqs.NewFromConfig(cloud.Config())   // the SDK's own client
//	queues.CreateQueue(...)                       // resources as on AWS
//	cloud.CreateFunction(awslocal.Function{Name: "notify", Handler: lambda.NewHandler(handle)})
//	cloud.MapQueue(awslocal.QueueMapping{Function: "notify", Queue: "notifications"})
//	queues.SendMessage(...)
//	cloud.Settle(ctx)                             // everything that is ready now
//	cloud.Advance(ctx, 28*24*time.Hour)           // four weeks, timer by timer
//
// A live system gives Options.Now as time.Now and a Path, and calls Run instead
// of Settle and Advance. ServeHTTP lets the AWS CLI look inside.
//
// Tables, queues, state machines, secrets, executions, messages and the clock's
// offset live in the file at Options.Path; functions, mappings and schedules are
// wiring, which the program states anew at each start, while their cursors (the
// place in a stream, the next firing) are kept. What one call changed is on disk
// before its answer is given, so a killed process loses nothing that was
// acknowledged. Work that was under way when the process died is done again.
//
// Handlers run in the process, one invocation per goroutine, and reach the Cloud
// through their own SDK clients. Settle and Advance run one thing at a time in an
// order that depends on the inputs alone; with Options.Random seeded, two runs
// are the same to the byte, but for what SDK clients draw by themselves (the
// ClientRequestToken of a transaction or a secret: set IdempotencyTokenProvider).
package awslocal
