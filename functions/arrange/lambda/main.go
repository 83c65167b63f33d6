// Command lambda runs the function arrange on AWS Lambda.
package main

import (
	"assistive-referrals/functions/arrange"
	"assistive-referrals/internal/host"
)

func main() { host.Start(arrange.New) }
