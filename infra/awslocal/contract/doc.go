// Package contract says what this system relies on in AWS, as cases that can be
// run against anything that speaks AWS: every error, limit and order that our
// topology and code depend on, in DynamoDB and its streams, SQS, Step Functions, KMS, S3,
// Lambda with its event source mappings, and Scheduler.
//
//	contract.Run(ctx, config, contract.Options{}, func(r contract.Result) {
//		fmt.Println(r.Status, r.Case.Name(), r.Detail)
//	})
//
// There is one table of cases per operation, in the file named after it. A case
// names the page of AWS's documentation that it follows. Where AWS documents no
// such thing but we rely on it, the case is marked observed, with the servers on
// which it was seen; it then proves nothing about AWS.
//
// The tests of this package run every case on the double (infra/awslocal) with
// a clock that they set, and on the server at CONTRACT_ENDPOINT if that is set,
// where time is real and waits are short. Every case makes resources with names
// of its own, so an endpoint may be shared and need not be empty.
//
// `make contract` runs them on other servers too and prints the results side by
// side; differences.md says who is right where they differ, and the files in
// expected/ what each server is known to do otherwise.
//
// Cases of functions run on the double alone, because its functions are Go values
// in this process; elsewhere they would have to be built and uploaded, which the
// deployment's own test does.
package contract
