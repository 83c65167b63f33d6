// Command lambda runs the function triage on AWS Lambda.
package main

import (
	"assistive-referrals/functions/triage"
	"assistive-referrals/internal/host"
)

func main() { host.Start(triage.New) }
