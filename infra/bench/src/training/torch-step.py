"""One training step of a 24-64-64-12 network in PyTorch, timed: forward, squared error, backward, Adam; one thread.

For each line on standard input it runs a round and prints the processor microseconds of a step. Argument: steps in a
round.
"""

import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(1)
steps = int(sys.argv[1])
network = torch.nn.Sequential(
    torch.nn.Linear(24, 64),
    torch.nn.Tanh(),
    torch.nn.Linear(64, 64),
    torch.nn.Tanh(),
    torch.nn.Linear(64, 12),
)
adam = torch.optim.Adam(network.parameters(), lr=1e-3)
inputs, targets = torch.randn(256, 24), torch.randn(256, 12)


def step():
    adam.zero_grad()
    loss = torch.nn.functional.mse_loss(network(inputs), targets)
    loss.backward()
    adam.step()
    return loss


for _ in range(steps):
    step()
for _ in sys.stdin:
    began = time.process_time()
    for _ in range(steps):
        step()
    print((time.process_time() - began) / steps * 1e6, flush=True)
