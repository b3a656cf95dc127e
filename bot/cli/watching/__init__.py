"""What operators watch a running bot by: metrics, its state of health, and where both are served."""
