// Command lambda runs the function sweep on AWS Lambda.
package main

import (
	"assistive-referrals/functions/sweep"
	"assistive-referrals/internal/host"
)

func main() { host.Start(sweep.New) }
